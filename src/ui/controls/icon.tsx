/** The app's icons: 16 × 16, 1.5 px strokes, drawn for this app. Decorative: the control that holds one carries the name. */
const PATHS = {
	alert: 'M8 2.5 14.5 13.5h-13zM8 6.5v3.2M8 11.6v.1',
	chevron: 'M6 3.5 10.5 8 6 12.5',
	close: 'M4 4l8 8M12 4l-8 8',
	copy: 'M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3',
	down: 'M8 3v10M4 9.5 8 13.5l4-4',
	download: 'M8 2v8M4.5 7 8 10.5 11.5 7M2.5 13.5h11',
	folder: 'M1.5 4v9h13V5.5h-7L6 3.5H1.5z',
	folderOpen: 'M1.5 13V3.5H6l1.5 2h6V7.5M1.5 13l2-5.5h11.2L12.8 13z',
	gauge: 'M2 12a6.2 6.2 0 1 1 12 0M8 12l3-4.5M8 12v.1',
	grip: 'M6 3.5v.1M10 3.5v.1M6 8v.1M10 8v.1M6 12.5v.1M10 12.5v.1',
	history: 'M8 4.8V8l2.4 1.6M2.4 6.4a5.8 5.8 0 1 1-.1 3M2 2.8v3.6h3.6',
	image: 'M2 3h12v10H2zM2 11l3.5-3.5 3 3L10.5 9l3.5 3M10.5 6v.1',
	info: 'M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8M8 7.3v4M8 4.8v.1',
	layers: 'M8 2 14.5 5.5 8 9 1.5 5.5zM1.5 8.5 8 12l6.5-3.5M1.5 11 8 14.5 14.5 11',
	link: 'M6.3 9.7l3.4-3.4M7 4.8l1.2-1.2a2.9 2.9 0 0 1 4.2 4.2L11.2 9M9 11.2l-1.2 1.2a2.9 2.9 0 0 1-4.2-4.2L4.8 7',
	moon: 'M13.5 9.5A5.8 5.8 0 0 1 6.5 2.5a5.8 5.8 0 1 0 7 7z',
	next: 'M6 3.5 10.5 8 6 12.5',
	pause: 'M5 3v10M11 3v10',
	play: 'M4.5 2.8v10.4L13 8z',
	previous: 'M10 3.5 5.5 8l4.5 4.5',
	projects: 'M1.5 5.5h13v8h-13zM3 5.5v-2h10v2M6 9h4',
	shuffle: 'M1.5 4.5H4l6.5 7H14M1.5 11.5H4l1.8-2M8.8 6.4l1.7-1.9H14M12 2.5l2 2-2 2M12 9.5l2 2-2 2',
	sliders: 'M2 4.5h7M12 4.5h2M2 11.5h2M7 11.5h7M10.5 3v3M5.5 10v3',
	sample: 'M2 2h5v5H2zM9 2h5v5H9zM2 9h5v5H2zM9 9h5v5H9z',
	stop: 'M3.5 3.5h9v9h-9z',
	sun: 'M8 5a3 3 0 1 0 0 6 3 3 0 0 0 0-6M8 1v1.5M8 13.5V15M1 8h1.5M13.5 8H15M3 3l1 1M12 12l1 1M13 3l-1 1M4 12l-1 1',
	theme: 'M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8M8 1.8v12.4M8 5h4.8M8 8h6.2M8 11h4.8',
	up: 'M8 13V3M4 6.5 8 2.5l4 4',
} as const;

export type IconName = keyof typeof PATHS;

export function Icon(props: { name: IconName }) {
	return (
		<svg class="icon" viewBox="0 0 16 16" aria-hidden="true">
			<path d={PATHS[props.name]} />
		</svg>
	);
}
