/**
 * @param {import('../../src/engine/errors.ts').Problem} problem
 * @returns {string} one line for the terminal
 */
export function describeProblem({ severity, message, hint }) {
	return `${severity}: ${message}${hint === undefined ? '' : ` ${hint}`}`;
}
