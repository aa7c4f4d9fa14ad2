import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** What takes minutes, longest first: begun last it would leave a core idle. */
const LONG = [
  'every-indicator',
  'screens/wall',
  'flows/messy-files',
  'flows/kill',
  'simulated-domains',
  'tiles',
  'flows/kill-pulls',
  'screens/reporting',
  'flows/reporting',
  'ledger/histories',
  'screens/making',
  'configuration',
  'flows/making',
  'flows/hostile',
  'flows/hostile-expressions',
  'flows/secrets',
  'flows/drift',
  'exercises',
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
