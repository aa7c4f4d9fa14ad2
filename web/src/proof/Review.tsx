import type { ReviewAnswer } from '@ioc/server/contract'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Fact } from '../address/address.ts'
import { Refused } from '../api/get.ts'
import { formatMoment } from '../text/moment.ts'
import { useText } from '../text/use-text.ts'
import { factQuery, sendReview, unitsQuery } from './queries.ts'

type Field = ReviewAnswer['fields'][number]

const MACHINE = ''

/** What the machine said of a record, what a person said in its place, and the way to say otherwise. */
export function Review({ fact, review, versions }: { fact: Fact; review: ReviewAnswer; versions: number }) {
  const { t, title, zone } = useText()
  const [isAsking, setAsking] = useState(false)
  const units = useQuery(unitsQuery(undefined)).data ?? []
  const say = ({ values }: Field, value: string | null) => {
    const known = values.find((each) => each.value === value)
    return known ? title(known.title) : (units.find(({ key }) => key === value)?.name ?? value)
  }
  return (
    <section className="review" aria-label={t('proof.review')}>
      <h4>{t('proof.review')}</h4>
      <dl className="proof-list">
        {review.fields
          .filter(({ machine, said }) => machine !== null || said !== null)
          .map((field) => (
            <div key={field.name} className="review-said" data-review={field.name}>
              <dt>{title(field.title)}</dt>
              <dd>
                {field.said === null ? (
                  t('proof.reviewMachine', { value: say(field, field.machine) })
                ) : (
                  <>
                    <b>{t('proof.reviewPerson', { value: say(field, field.said) })}</b>
                    {field.machine !== null && <small>{t('proof.reviewMachine', { value: say(field, field.machine) })}</small>}
                  </>
                )}
              </dd>
            </div>
          ))}
      </dl>
      {review.by !== null && review.at !== null && (
        <p className="review-by">
          {t('proof.reviewBy', { by: review.by, time: formatMoment(review.at, zone) })}
          {review.why !== null && <q>{review.why}</q>}
        </p>
      )}
      {isAsking ? (
        <ReviewForm fact={fact} review={review} versions={versions} units={units} onClose={() => setAsking(false)} />
      ) : (
        <button type="button" onClick={() => setAsking(true)}>
          {t('proof.reviewAgain')}
        </button>
      )}
    </section>
  )
}

interface FormProps {
  fact: Fact
  review: ReviewAnswer
  versions: number
  units: { key: string; name: string }[]
  onClose: () => void
}

function ReviewForm({ fact, review, versions, units, onClose }: FormProps) {
  const { t, title } = useText()
  const client = useQueryClient()
  const [why, setWhy] = useState('')
  // As it was when the form was opened, or last refused and read again: what came in between has not been looked at.
  const [seen, setSeen] = useState(versions)
  const [said, setSaid] = useState<Record<string, string>>({})
  const chosen = ({ name, said: before }: Field) => said[name] ?? before ?? MACHINE
  const changed = review.fields.filter((field) => chosen(field) !== (field.said ?? MACHINE))
  const sending = useMutation({
    mutationFn: () => {
      const fields = Object.fromEntries(changed.map((field) => [field.name, chosen(field) || null]))
      return sendReview(fact, { why: why.trim(), seen, fields })
    },
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['proof'] })
      onClose()
    },
    onError: async (error) => {
      if (error instanceof Refused) setSeen((await client.fetchQuery(factQuery(fact))).versions.length)
    },
  })
  return (
    <form
      className="review-form"
      onSubmit={(event) => {
        event.preventDefault()
        sending.mutate()
      }}
    >
      {review.fields.map((field) => (
        <label key={field.name}>
          {title(field.title)}
          <select
            value={chosen(field)}
            onChange={(event) => setSaid((known) => ({ ...known, [field.name]: event.target.value }))}
          >
            <option value={MACHINE}>{t('proof.reviewLeave')}</option>
            {field.values.length > 0
              ? field.values.map(({ value, title: words }) => (
                  <option key={value} value={value}>
                    {title(words)}
                  </option>
                ))
              : units.map(({ key, name }) => (
                  <option key={key} value={key}>
                    {name}
                  </option>
                ))}
          </select>
        </label>
      ))}
      <label>
        {t('proof.reviewWhy')}
        <input value={why} maxLength={500} onChange={(event) => setWhy(event.target.value)} />
      </label>
      {sending.error && <p role="alert">{sending.error.message}</p>}
      <div className="review-buttons">
        <button type="submit" disabled={changed.length === 0 || why.trim() === '' || sending.isPending}>
          {t('proof.reviewSave')}
        </button>
        <button type="button" onClick={onClose}>
          {t('proof.reviewCancel')}
        </button>
      </div>
    </form>
  )
}
