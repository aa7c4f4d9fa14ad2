import type { DraftField, SeenField, TargetOption } from '@ioc/server/contract'
import { useId } from 'react'
import { useText } from '../../../text/use-text.ts'
import { useHeading } from './headings.ts'

interface Props {
  target: TargetOption
  field: DraftField
  seen: SeenField[]
  label: string
  onChange(field: DraftField): void
}

const PARTS = ['', 'by', 'digits', 'between'] as const

/** What more may be done to a column on its way: a part of it, another column set behind it, another column where it is blank, told to be filled. */
export function PartAndJoin({ target, field, seen, label, onChange }: Props) {
  const { t } = useText()
  const id = useId()
  const { join, part, required } = field
  const others = seen.filter(({ type, name }) => type !== 'list' && type !== 'group' && !field.from?.includes(name))
  const put = (change: Partial<DraftField>) =>
    onChange(Object.fromEntries(Object.entries({ ...field, ...change }).filter(([, value]) => value !== undefined)) as DraftField)
  const isUsed = Boolean(join || part || (field.from?.length ?? 0) > 1)
  return (
    <details className="make-transform" open={isUsed || undefined}>
      <summary>{t('make.transform.more')}</summary>
      <div className="make-transform-lines">
        <label htmlFor={`${id}p`}>{t('make.transform.part')}</label>
        <Part id={`${id}p`} {...{ part, label }} onChange={(next) => put({ part: next })} />
        <label htmlFor={`${id}j`}>{t('make.transform.join')}</label>
        <span className="make-part">
          <select
            id={`${id}j`}
            aria-label={t('make.transform.joinFor', { field: label })}
            value={join?.with[0] ?? ''}
            onChange={(event) =>
              put({ join: event.target.value === '' ? undefined : { with: [event.target.value], between: join?.between ?? ' ' } })
            }
          >
            <option value="">{t('make.transform.noJoin')}</option>
            <Columns of={others} kept={join?.with[0]} />
          </select>
          {join && (
            <input
              className="make-sign"
              aria-label={t('make.transform.between')}
              title={t('make.transform.between')}
              value={join.between ?? ' '}
              maxLength={20}
              onChange={(event) => put({ join: { ...join, between: event.target.value } })}
            />
          )}
        </span>
        <label htmlFor={`${id}e`}>{t('make.transform.else')}</label>
        <select
          id={`${id}e`}
          value={field.from?.[1] ?? ''}
          onChange={(event) => put({ from: [field.from?.[0] ?? '', ...(event.target.value === '' ? [] : [event.target.value])] })}
        >
          <option value="">{t('make.transform.stayBlank')}</option>
          <Columns of={others} kept={field.from?.[1]} />
        </select>
        {!target.required && (
          <label className="make-tick">
            <input
              type="checkbox"
              checked={required === true}
              onChange={(event) => put({ required: event.target.checked || undefined })}
            />
            {t('make.transform.required')}
          </label>
        )}
      </div>
    </details>
  )
}

function Columns({ of, kept }: { of: SeenField[]; kept: string | undefined }) {
  const said = useHeading(of.some(({ path }) => path === 'amount'))
  return (
    <>
      {kept !== undefined && !of.some(({ name }) => name === kept) && <option value={kept}>{kept}</option>}
      {of.map((field) => (
        <option key={field.name} value={field.name}>
          {said(field)}
        </option>
      ))}
    </>
  )
}

type PartSaid = NonNullable<DraftField['part']>

function kindOf(part: PartSaid | undefined): (typeof PARTS)[number] {
  if (!part) return ''
  return part.by !== undefined ? 'by' : part.digits !== undefined ? 'digits' : 'between'
}

function Part({
  id,
  part,
  label,
  onChange,
}: {
  id: string
  part: PartSaid | undefined
  label: string
  onChange(part: PartSaid | undefined): void
}) {
  const { t } = useText()
  const begun: Record<(typeof PARTS)[number], PartSaid | undefined> = {
    '': undefined,
    by: { by: ',', take: 1 },
    digits: { digits: 4 },
    between: { after: ':' },
  }
  const kind = kindOf(part)
  const text = (name: 'by' | 'after' | 'before') => (
    <input
      className="make-sign"
      aria-label={t(`make.transform.${name}`)}
      placeholder={t(`make.transform.${name}`)}
      value={part?.[name] ?? ''}
      maxLength={40}
      onChange={(event) => {
        const { [name]: _, ...rest } = part ?? {}
        // What is cut by nothing is half typed.
        onChange(event.target.value === '' && name !== 'by' ? rest : { ...rest, [name]: event.target.value })
      }}
    />
  )
  return (
    <span className="make-part">
      <select
        id={id}
        aria-label={t('make.transform.partFor', { field: label })}
        value={kind}
        onChange={(event) => onChange(begun[event.target.value as (typeof PARTS)[number]])}
      >
        {PARTS.map((each) => (
          <option key={each} value={each}>
            {t(`make.transform.parts.${each || 'whole'}`)}
          </option>
        ))}
      </select>
      {kind === 'by' && (
        <>
          {text('by')}
          <select
            aria-label={t('make.transform.take')}
            value={part?.take ?? 1}
            onChange={(event) => onChange({ ...part, take: Number(event.target.value) })}
          >
            {[1, 2, 3, 4, 5, -1, -2].map((take) => (
              <option key={take} value={take}>
                {take > 0 ? t('make.transform.piece', { n: take }) : t('make.transform.pieceFromEnd', { n: -take })}
              </option>
            ))}
          </select>
        </>
      )}
      {kind === 'digits' && (
        <input
          className="make-sign"
          type="number"
          min={1}
          max={20}
          aria-label={t('make.transform.digits')}
          value={part?.digits ?? 4}
          onChange={(event) => onChange({ digits: Math.min(20, Math.max(1, Math.trunc(Number(event.target.value)) || 1)) })}
        />
      )}
      {kind === 'between' && (
        <>
          {text('after')} {text('before')}
        </>
      )}
    </span>
  )
}
