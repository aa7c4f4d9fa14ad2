import { useText } from '../../../../text/use-text.ts'
import { Line } from '../Line.tsx'
import type { ReadProps } from './ReadAs.tsx'
import { HeadingEnd } from './TableForm.tsx'

const ENCODINGS = ['auto', 'utf-8', 'tcvn3', 'windows-1258', 'viscii', 'utf-16le', 'utf-16be', 'windows-1252'] as const
const DELIMITERS = ['auto', ',', ';', '\t', '|'] as const

/** Of a delimited text: how its letters are stored, what parts its cells, and which of its lines are its heading. */
export function TextForm({ format, put }: ReadProps) {
  const { t } = useText()
  const encoding = String(format.encoding ?? 'auto')
  const delimiter = String(format.delimiter ?? 'auto')
  return (
    <>
      <Line label={t('make.read.encoding')} help={t('make.read.encodingHelp')}>
        {({ id, describedBy }) => (
          <select
            id={id}
            aria-describedby={describedBy}
            value={encoding}
            onChange={(event) => put({ encoding: event.target.value })}
          >
            {ENCODINGS.map((each) => (
              <option key={each} value={each}>
                {t(`make.read.encodings.${each}`)}
              </option>
            ))}
          </select>
        )}
      </Line>
      <Line label={t('make.read.delimiter')} help={t('make.read.delimiterHelp')}>
        {({ id, describedBy }) => (
          <select
            id={id}
            aria-describedby={describedBy}
            value={delimiter}
            onChange={(event) => put({ delimiter: event.target.value })}
          >
            {DELIMITERS.map((each) => (
              <option key={each} value={each}>
                {t(`make.read.delimiters.${DELIMITER_NAMES[each]}`)}
              </option>
            ))}
          </select>
        )}
      </Line>
      <Line label={t('make.skipLines')} help={t('make.skipLinesHelp')}>
        {({ id }) => (
          <input
            id={id}
            type="number"
            min={0}
            value={Number(format.skipLines ?? 0)}
            onChange={(event) => put({ skipLines: Math.max(0, Math.trunc(Number(event.target.value))), firstRow: undefined })}
          />
        )}
      </Line>
      <HeadingEnd format={format} put={put} />
    </>
  )
}

const DELIMITER_NAMES = { auto: 'auto', ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'bar' } as const
