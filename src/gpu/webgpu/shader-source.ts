/** The compositing shader with what it shares, as one WGSL module. */
import blendNonSeparable from '../../../shaders/shared/blend-non-separable.wgsl?raw';
import blendSeparable from '../../../shaders/shared/blend-separable.wgsl?raw';
import composite from '../../../shaders/composite.wgsl?raw';
import fixed from '../../../shaders/shared/fixed.wgsl?raw';
import operators from '../../../shaders/shared/operators.wgsl?raw';

export const COMPOSITE_WGSL = [operators, fixed, blendSeparable, blendNonSeparable, composite].join('\n');
