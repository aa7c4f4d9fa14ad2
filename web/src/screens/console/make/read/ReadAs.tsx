import type { DiscoveryAnswer } from '@ioc/server/contract'
import { useText } from '../../../../text/use-text.ts'
import { Line } from '../Line.tsx'
import type { Drafting } from '../use-draft.ts'
import { FiguresForm } from './FiguresForm.tsx'
import './read.css'
import { RowsForm } from './RowsForm.tsx'
import { SheetLook } from './SheetLook.tsx'
import { TableForm } from './TableForm.tsx'
import { TextForm } from './TextForm.tsx'
import { ZoneLine } from './ZoneLine.tsx'

const KINDS = ['csv', 'workbook', 'json', 'rss'] as const

/** How the page is read: guessed, said, and to be told otherwise, beside the page as it stands. */
export function ReadAs({ drafting, answer }: { drafting: Drafting; answer: DiscoveryAnswer }) {
  const { t } = useText()
  const format = drafting.spec.format
  const put = (part: Record<string, unknown>) => drafting.change({ format: without({ ...(format ?? { kind: 'csv' }), ...part }) })
  const kind = format?.kind ?? ''
  const isTable = kind === 'csv' || (kind === 'workbook' && format?.shape === 'table')
  const props = { format: format ?? { kind }, answer, put }
  return (
    <div className="read">
      <div className="make-read">
        <Line label={t('make.read.kind')} help={t(format ? 'make.read.kindHelp' : 'make.unknownFormat')}>
          {({ id, describedBy }) => (
            <select
              id={id}
              aria-describedby={describedBy}
              value={kind}
              onChange={(event) => drafting.change({ format: fresh(event.target.value) })}
            >
              {kind === '' && <option value="">{t('make.choose')}</option>}
              {[...new Set([...KINDS, ...(kind ? [kind] : [])])].map((each) => (
                <option key={each} value={each}>
                  {t(`make.formatKinds.${each}`, { defaultValue: each })}
                </option>
              ))}
            </select>
          )}
        </Line>
        {kind !== '' && <ZoneLine drafting={drafting} />}
        {(kind === 'json' || kind === 'xml') && <ListLine drafting={drafting} answer={answer} />}
        {kind === 'csv' && <TextForm {...props} />}
        {isTable && kind === 'workbook' && <TableForm {...props} />}
      </div>
      {kind === 'workbook' && !isTable && <p className="make-help">{t('make.read.byHand')}</p>}
      {isTable && (
        <>
          <SheetLook {...props} />
          <RowsForm {...props} />
          <FiguresForm {...props} spec={drafting.spec} />
        </>
      )}
    </div>
  )
}

export type Format = { kind: string; [setting: string]: unknown }

export interface ReadProps {
  format: Format
  answer: DiscoveryAnswer
  put(part: Record<string, unknown>): void
}

function fresh(kind: string): Format {
  if (kind === 'workbook') return { kind, shape: 'table', headerRow: 1 }
  return kind === 'json' ? { kind, path: '$' } : { kind }
}

/** What is not said is left out, for the format to understand as it does. */
function without(format: Format): Format {
  return Object.fromEntries(Object.entries(format).filter(([, value]) => value !== undefined)) as Format
}

function ListLine({ drafting, answer }: { drafting: Drafting; answer: DiscoveryAnswer }) {
  const { t, number } = useText()
  const { format, settings, connector } = drafting.spec
  if (!format || answer.lists.length < 2) return null
  const put = (path: string) =>
    drafting.change({
      format: { ...format, path },
      ...(connector === 'rest' && format.kind === 'json' && { settings: { ...settings, records: path } }),
    })
  return (
    <Line label={t('make.list')} help={t('make.listHelp')}>
      {({ id }) => (
        <select id={id} value={String(format.path ?? '$')} onChange={(event) => put(event.target.value)}>
          {answer.lists.map(({ path, records }) => (
            <option key={path} value={path}>
              {t('make.listOf', { path, records: number(records) })}
            </option>
          ))}
        </select>
      )}
    </Line>
  )
}
