/** What the browser tells about the device. Nothing here identifies a person, and it leaves the machine only when shared. */
import type { DeviceFacts, GpuFacts } from '../../engine/bench/suite-result.ts';

interface Brand {
	brand: string;
	version: string;
}

/** User-Agent Client Hints: Chrome and Edge, not yet in TypeScript's own types. */
interface UserAgentData {
	brands: Brand[];
	platform: string;
	getHighEntropyValues(hints: string[]): Promise<{
		platformVersion?: string;
		architecture?: string;
		bitness?: string;
		fullVersionList?: Brand[];
	}>;
}

interface NavigatorExtras {
	userAgentData?: UserAgentData;
	deviceMemory?: number;
	getBattery?(): Promise<{ charging: boolean }>;
}

export async function deviceFacts(gpu: GpuFacts | undefined): Promise<DeviceFacts> {
	const extras = navigator as Navigator & NavigatorExtras;
	const [agent, storageGB, onBattery] = await Promise.all([agentFacts(extras), storage(), battery(extras)]);
	const { deviceMemory } = extras;
	return {
		...agent,
		cores: navigator.hardwareConcurrency,
		...(deviceMemory === undefined ? {} : { memoryGB: deviceMemory }),
		...(storageGB === undefined ? {} : { storageGB }),
		...(gpu === undefined ? {} : { gpu }),
		...(onBattery === undefined ? {} : { onBattery }),
	};
}

async function agentFacts({
	userAgentData,
}: NavigatorExtras): Promise<Pick<DeviceFacts, 'browser' | 'system' | 'architecture'>> {
	if (userAgentData === undefined) return fromUserAgent(navigator.userAgent);
	const { brands, platform } = userAgentData;
	const hints = await userAgentData
		.getHighEntropyValues(['platformVersion', 'architecture', 'bitness', 'fullVersionList'])
		.catch(() => undefined);
	const { platformVersion = '', architecture = '', bitness = '', fullVersionList = brands } = hints ?? {};
	const real = fullVersionList.filter(({ brand }) => !/not.*brand/i.test(brand));
	const browser = real.find(({ brand }) => brand !== 'Chromium') ?? real[0];
	return {
		browser: browser === undefined ? 'Unknown' : `${browser.brand} ${browser.version.split('.')[0]}`,
		system: systemName(platform, platformVersion),
		...(architecture === '' ? {} : { architecture: `${architecture} ${bitness}`.trim() }),
	};
}

/** Windows 11 says 13 and more (Microsoft, "Detect Windows 11 using User-Agent Client Hints"). */
function systemName(platform: string, version: string): string {
	const major = Number(version.split('.')[0]);
	if (platform === 'Windows') return major >= 13 ? 'Windows 11' : 'Windows 10';
	return [platform, version.split('.').slice(0, 2).join('.')].filter(Boolean).join(' ');
}

function fromUserAgent(agent: string): { browser: string; system: string } {
	const browser = /(Firefox|Edg|Chrome|Version)\/(\d+)/.exec(agent);
	const system = /Windows|Mac OS X|Android|CrOS|Linux|iPhone|iPad/.exec(agent)?.[0] ?? 'Unknown';
	if (browser === null) return { browser: 'Unknown', system };
	const name = browser[1] === 'Version' ? 'Safari' : browser[1] === 'Edg' ? 'Edge' : browser[1];
	return { browser: `${name} ${browser[2]}`, system };
}

async function storage(): Promise<number | undefined> {
	const { quota } = await navigator.storage.estimate().catch(() => ({ quota: undefined }));
	return quota === undefined ? undefined : Math.round(quota / 1e8) / 10;
}

async function battery(extras: NavigatorExtras): Promise<boolean | undefined> {
	const state = await extras.getBattery?.().catch(() => undefined);
	return state === undefined ? undefined : !state.charging;
}
