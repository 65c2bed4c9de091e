/** Four tesserae, set by hand: no two of one size, as in a mosaic. */
export function Logo() {
	return (
		<svg class="logo" viewBox="0 0 22 22" aria-hidden="true">
			<path fill="var(--smalto-terracotta)" d="M1 1.6 10.4 1 10.2 9.8 1.4 10.4z" />
			<path fill="var(--smalto-verdigris)" d="M12 1.2 21 1 20.6 11 11.8 10.2z" />
			<path fill="var(--smalto-ochre)" d="M1.2 12 9.6 11.4 10.2 20.8 1 21z" />
			<path fill="var(--smalto-slate)" d="M11.6 11.8 20.8 12.6 21 21 11.8 20.6z" />
		</svg>
	);
}
