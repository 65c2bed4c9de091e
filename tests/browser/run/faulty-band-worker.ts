/** The real band worker, with a fault that its name asks for. */
import './faulty-band.ts';
import '../../../src/gpu/workers/band-worker.ts';
