import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** What takes minutes, longest first: begun last it would leave a core idle. */
const LONG = [
  'chaos/chaos',
  'every-indicator',
  'screens/wall',
  'tiles',
  'simulated-domains',
  'screens/displays',
  'screens/making',
  'flows/messy-files',
  'screens/layouts',
  'flows/kill',
  'briefings',
  'screens/explore',
  'flows/kill-pulls',
  'small-counts-attacked',
  'alerts/delivery',
  'screens/proof',
  'screens/reporting',
  'screens/sign-in',
  'flows/realtime',
  'screens/console',
  'flows/api',
  'exercises',
  'ledger/histories',
  'flows/reporting',
  'compared',
  'access/walk',
  'configuration',
  'flows/making',
  'flows/hostile',
  'flows/hostile-expressions',
  'flows/secrets',
  'flows/drift',
  'alerts/escalation',
  'embargo',
  'screens/console-runs',
  'checklists',
  'past',
]
const PROJECTS = ['apart', 'together', 'alone']

/** Files of a project one after another, since only these share a process. */
export default class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    return sorted.sort((a, b) => projectOf(a) - projectOf(b) || lengthOf(b) - lengthOf(a))
  }
}

const projectOf = ({ project }: TestSpecification) => PROJECTS.indexOf(project.name)

function lengthOf({ moduleId }: TestSpecification): number {
  const place = LONG.findIndex((name) => moduleId.endsWith(`/tests/${name}.test.ts`))
  return place < 0 ? 0 : LONG.length - place
}
