import { readFile } from 'node:fs/promises'
import type { Plugin } from 'vite'

/** Whose charts are whole: a copy of the library of their own, so that what they use weighs on no wall. */
const WHOLE_FOR = '/screens/explore/'
const WHOLE = '?whole'
const CHARTS = /^(echarts|zrender)(\/|$)/

/**
 * Parts of libraries that come along whether they are used or not, and are left out of what a browser loads, or give way to ours. Each
 * names what stands in its place. A build fails when a part is no longer where it was.
 */
const LEFT_OUT: Record<string, string> = {
  // ECharts: a spinner, a dark theme, Chinese, hatching, options of before version 5, transforms of data sets, rings and sectors, shapes out of
  // SVG paths.
  'echarts/lib/loading/default.js': 'export default () => undefined',
  'echarts/lib/theme/dark.js': 'export default {}',
  'echarts/lib/i18n/langZH.js': 'export default {}',
  'echarts/lib/util/decal.js': 'export const createOrUpdatePatternFromDecal = () => null',
  'echarts/lib/preprocessor/backwardCompat.js': 'export default () => undefined',
  'echarts/lib/data/helper/transform.js':
    'export const registerExternalTransform = () => undefined, applyDataTransform = () => []',
  'echarts/lib/label/sectorLabel.js':
    'export const createSectorCalculateTextPosition = () => undefined, setSectorTextRotation = () => undefined',
  'echarts/lib/util/shape/sausage.js': 'export default class {}',
  'zrender/lib/graphic/helper/roundSector.js': 'export const buildPath = () => undefined',
  'zrender/lib/tool/path.js': 'export const createFromString = () => null, extendFromString = () => null, mergePath = () => null',
  // A way to the server that ours does not offer.
  'engine.io-client/build/esm/transports/webtransport.js': 'export class WT {}',
  // A worker of its own, made of a text, which the content security policy forbids: it would never answer.
  'write-excel-file/modules/zip/zipToArrayBuffer.js':
    "import { zipSync } from 'fflate'; export default async (files) => zipSync(files).buffer",
  // The frames in which a chart moves: all charts share one queue.
  'zrender/lib/animation/requestAnimationFrame.js':
    "import { frames } from '/src/ui/frames.ts'; export default (step) => frames.request(step, step)",
}

export function lean(): Plugin {
  const met = new Set<string>()
  return {
    name: 'lean',
    apply: 'build',
    enforce: 'pre',
    async resolveId(source, importer, options) {
      const isWhole = importer?.endsWith(WHOLE) || (CHARTS.test(source) && importer?.includes(WHOLE_FOR))
      if (!isWhole || !importer) return null
      const found = await this.resolve(source, importer.replace(WHOLE, ''), { ...options, skipSelf: true })
      return found && /\/node_modules\/(echarts|zrender)\//.test(found.id) ? { ...found, id: `${found.id}${WHOLE}` } : found
    },
    async load(id) {
      if (id.endsWith(WHOLE)) return { code: await readFile(id.slice(0, -WHOLE.length), 'utf8') }
      const part = Object.keys(LEFT_OUT).find((each) => id.endsWith(`/node_modules/${each}`))
      if (part === undefined) return null
      met.add(part)
      return { code: LEFT_OUT[part] as string, moduleSideEffects: false }
    },
    buildEnd() {
      const lost = Object.keys(LEFT_OUT).filter((part) => !met.has(part))
      if (lost.length > 0) this.error(`These parts to leave out are not where they were: ${lost.join(', ')}. See web/lean.ts.`)
    },
  }
}
