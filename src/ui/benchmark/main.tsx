import '@fontsource-variable/hanken-grotesk';
import '../styles/tokens.css';
import '../styles/base.css';
import '../styles/controls.css';
import './benchmark.css';
import { render } from 'solid-js/web';
import { BenchmarkPage } from './benchmark-page.tsx';

const root = document.getElementById('app');
if (root === null) throw new Error('benchmark.html has no #app');
render(() => <BenchmarkPage />, root);
