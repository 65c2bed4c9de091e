import * as v from 'valibot';

import { text } from './schema-values.ts';

const selector = v.variant('kind', [
	v.object({ kind: v.literal('trait'), layer: text, trait: text }),
	v.object({ kind: v.literal('tag'), tag: text, layer: v.exactOptional(text) }),
	v.object({ kind: v.literal('layer'), layer: text }),
	v.object({ kind: v.literal('none'), layer: text }),
]);

const common = { id: text, when: selector, note: v.exactOptional(text) };
const targets = v.array(selector);

export const rule = v.variant('kind', [
	v.object({ ...common, kind: v.literal('excludes'), targets }),
	v.object({ ...common, kind: v.literal('requires'), targets, match: v.picklist(['any', 'all']) }),
	v.object({ ...common, kind: v.literal('allows'), layer: text, allow: v.array(selector) }),
	v.object({ ...common, kind: v.literal('order'), layer: text, place: v.picklist(['above', 'below']), of: text }),
]);

export const strictPair = v.object({ id: text, layers: v.array(text), active: v.boolean() });
