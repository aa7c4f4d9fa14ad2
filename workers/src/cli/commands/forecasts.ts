import { type BackTest, backTestForecasts, currentProvince, loadUnitRegistry, momentOf, registryAsOf } from '@ioc/sql'
import { withDatabase } from '../with-database.ts'

/** Prints how well the forecast of every indicator would have done on years it had not seen: four of five are meant to lie in the band. */
export async function printForecasts({ json }: { json?: boolean }): Promise<void> {
  const tests = await withDatabase(async ({ db }) => {
    const [units, province, registry] = [await loadUnitRegistry(db), await currentProvince(db), await registryAsOf(db, null)]
    return backTestForecasts(db, units, registry.indicators, units.find(province.unit), momentOf())
  })
  process.stdout.write(json ? `${JSON.stringify(tests.map(said))}\n` : inWords(tests))
}

const said = ({ indicator, ...test }: BackTest) => ({ indicator: indicator.id, ...test })

function inWords(tests: BackTest[]): string {
  const told = tests.filter(({ tested }) => tested > 0)
  const [tested, inside] = [sum(told, 'tested'), sum(told, 'inside')]
  const lines = told.map(
    (test) =>
      `${part(test).padStart(6)}  ${`${test.inside} of ${test.tested}`.padEnd(12)} ${test.years} years  ${test.indicator.id}`,
  )
  const few = tests.length - told.length
  return [
    'Outcomes between P10 and P90, each year predicted by the others alone at the end of each month; 80 % are meant to be:',
    ...lines,
    tested > 0 ? `${part({ tested, inside }).padStart(6)}  ${inside} of ${tested}, all together` : 'Nothing could be tested.',
    ...(few > 0 ? [`${few} indicators have fewer than ${tests[0]?.needed} whole past years: of them nothing is foretold.`] : []),
    '',
  ].join('\n')
}

const sum = (tests: BackTest[], of: 'tested' | 'inside') => tests.reduce((total, test) => total + test[of], 0)
const part = ({ tested, inside }: Pick<BackTest, 'tested' | 'inside'>) => `${((100 * inside) / tested).toFixed(1)} %`
