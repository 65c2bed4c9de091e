/** The real sink worker behind a file system that fails as its name asks: `{ "fault": …, "after": closed files }`. */
import './faulty-files.ts';
import '../../../src/gpu/workers/sink-worker.ts';
