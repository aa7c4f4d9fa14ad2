import { useQuery } from '@tanstack/react-query'
import { useText } from '../../../../text/use-text.ts'
import { isMade, useHeading } from '../headings.ts'
import { kindOf } from '../mapped.ts'
import { optionsQuery } from '../queries.ts'
import type { Drafting } from '../use-draft.ts'
import { bearersIn } from './bearers.ts'
import { ItemPicker } from './ItemPicker.tsx'
import { knownItems } from './items.ts'
import type { ReadProps } from './ReadAs.tsx'
import { yearIn } from './year-in.ts'

type Told = string | { item: string; period?: string; beside?: string }

interface Said {
  item: string
  period: string
  /** The column in which stands whose it is; empty where one column says it of all. */
  beside: string
}

/** A wide table: each figure of a row is a record of its own, of the item and the period its column tells. */
export function FiguresForm({ format, answer: { fields }, put, spec }: ReadProps & { spec: Drafting['spec'] }) {
  const { t } = useText()
  const said = useHeading(false)
  const { data: options } = useQuery(optionsQuery())
  const items = options ? knownItems(options.kinds, kindOf(options.kinds, spec)) : []
  const figures = format.figures as Record<string, Told> | undefined
  const columns = fields.filter(
    ({ path, type }) => !isMade(path) && (type === 'number' || type === 'integer' || path in (figures ?? {})),
  )
  const others = Object.keys(figures ?? {}).filter((name) => !columns.some((each) => each.name === name))
  const shown = [
    ...columns.map(({ name, heading, samples }) => ({ name, heading, samples })),
    ...others.map((name) => ({ name, heading: name, samples: [] })),
  ]
  const say = (next: Record<string, Told>) => put({ figures: next })
  const told = (name: string): Said => {
    const known = figures?.[name]
    return { item: '', period: '', beside: '', ...(typeof known === 'string' ? { item: known } : known) }
  }
  const set = (name: string, { item, period, beside }: Said) =>
    say({ ...figures, [name]: period || beside ? { item, ...(period && { period }), ...(beside && { beside }) } : item })
  const names = fields.filter(({ path, type }) => !isMade(path) && (type === 'text' || type === 'code'))
  const bearers = bearersIn(fields)
  if (!figures && columns.length < 2) return null
  return (
    <fieldset className="make-group read-figures">
      <legend>{t('make.read.figures')}</legend>
      <label className="make-tick">
        <input
          type="checkbox"
          checked={figures !== undefined}
          onChange={(event) => put({ figures: event.target.checked ? {} : undefined })}
        />
        {t('make.read.eachFigure')}
      </label>
      <p className="make-help">{t('make.read.figuresHelp')}</p>
      {figures && (
        <table className="desk-table">
          <thead>
            <tr>
              <th>{t('make.read.figureColumn')}</th>
              <th>{t('make.read.item')}</th>
              <th>{t('make.read.period')}</th>
              <th>{t('make.read.beside')}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map(({ name, heading, samples }) => {
              const isOn = name in figures
              const { [name]: _, ...rest } = figures
              const known = told(name)
              return (
                <tr key={name}>
                  <td>
                    <label className="make-tick">
                      <input
                        type="checkbox"
                        checked={isOn}
                        onChange={() =>
                          isOn
                            ? say(rest)
                            : set(name, { item: heading, period: yearIn(heading), beside: bearers.get(name) ?? '' })
                        }
                      />
                      <span>
                        {said({ path: name, heading })}
                        <small>{samples.slice(0, 2).join(' · ')}</small>
                      </span>
                    </label>
                  </td>
                  <td>
                    {isOn && (
                      <ItemPicker
                        label={t('make.read.itemOf', { column: heading })}
                        heading={heading}
                        value={known.item}
                        known={items}
                        onChange={(item) => set(name, { ...known, item })}
                      />
                    )}
                  </td>
                  <td>
                    {isOn && (
                      <input
                        className="read-period"
                        aria-label={t('make.read.periodOf', { column: heading })}
                        value={known.period}
                        onChange={(event) => set(name, { ...known, period: event.target.value })}
                      />
                    )}
                  </td>
                  <td>
                    {isOn && (
                      <select
                        aria-label={t('make.read.besideOf', { column: heading })}
                        value={known.beside}
                        onChange={(event) => set(name, { ...known, beside: event.target.value })}
                      >
                        <option value="">{t('make.read.sameForAll')}</option>
                        {names.map((each) => (
                          <option key={each.path} value={each.name}>
                            {said(each)}
                            {each.samples[0] && ` (${each.samples[0]})`}
                          </option>
                        ))}
                      </select>
                    )}
                  </td>
                </tr>
              )
            })}
          </tbody>
        </table>
      )}
    </fieldset>
  )
}
