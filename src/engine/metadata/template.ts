/** What a placeholder of the metadata templates stands for. */
export interface TemplateValues {
	/** Of the collection. */
	name: string;
	/** Of the token, decimal. */
	number: string;
	/** Name of the token's section; empty if there are none. */
	section: string;
	/** The image's file name. */
	file: string;
	/** Where the images will be, e.g. `ipfs://…`; may be empty or end in a slash. */
	base: string;
}

/**
 * Replaces `{name}`, `{number}`, `{section}`, `{file}` and `{base}`; other braces stay as they are, and so do placeholders
 * inside the values. `{base}/` makes one slash if the base ends in one, and none if there is no base.
 */
export function expandTemplate(template: string, values: TemplateValues): string {
	return template.replace(
		/\{(name|number|section|file|base)\}(\/?)/gu,
		(_match, key: keyof TemplateValues, slash: string) => {
			const value = values[key];
			return key === 'base' && (value === '' || value.endsWith('/')) ? value : value + slash;
		},
	);
}
