import { SourceFault } from './fault.ts'

/** Feeds of the simulated sources can't know their port beforehand. */
export function withSimulator(url: string): string {
  if (!url.includes('{{simulator}}')) return url
  const base = process.env.IOC_SIMULATOR_URL
  if (!base)
    throw new SourceFault(
      {
        vi: 'Máy chủ mô phỏng chưa chạy (IOC_SIMULATOR_URL chưa được đặt).',
        en: 'The simulated sources do not run (IOC_SIMULATOR_URL is not set).',
      },
      { retry: true, step: 'address' },
    )
  return url.replaceAll('{{simulator}}', base.replace(/\/$/, ''))
}
