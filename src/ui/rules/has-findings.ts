import type { Analysis } from '../../engine/combine/analyse.ts';

/** Whether any rule contradicts others, makes a trait impossible, or names nothing. */
export function hasFindings({ neverAppear, problems }: Pick<Analysis, 'neverAppear' | 'problems'>): boolean {
	return (
		neverAppear.some(({ because }) => because.length > 0) || problems.some(({ code }) => code === 'rule-names-nothing')
	);
}
