import type { FactAnswer } from '@ioc/server/contract'
import { formatMoment } from '../text/moment.ts'
import { useText } from '../text/use-text.ts'
import { changesOf, isInstant, plain } from './option.ts'

interface Props {
  versions: FactAnswer['versions']
  place: number
  onPick: (place: number) => void
}

/** Every version a record has had, newest first, with what each changed. */
export function Versions({ versions, place, onPick }: Props) {
  const { t, zone, clock, day } = useText()
  const say = (value: unknown) => (isInstant(value) ? `${clock(value)} ${day(value)}` : plain(value) || t('proof.noValue'))
  return (
    <>
      <h4>{t('proof.versions')}</h4>
      {versions.length === 1 && <p className="proof-help">{t('proof.versionOnly')}</p>}
      <ol className="versions">
        {versions.map((version, index) => {
          const { stands, since, until, fact, run, page } = version
          const before = versions[index + 1]
          const changes = changesOf(version, before)
          return (
            <li key={index} className="version" data-stands={stands}>
              <button type="button" aria-pressed={index === place} onClick={() => onPick(index)}>
                <b>
                  {[
                    since && t('proof.versionSince', { time: formatMoment(since, zone) }),
                    until ? t('proof.versionUntil', { time: formatMoment(until, zone) }) : stands && t('proof.versionNow'),
                    fact.deleted === true && t('proof.versionGone'),
                  ]
                    .filter(Boolean)
                    .join(', ')}
                </b>
                <small>
                  {t('proof.revisionRun', { run })} · {page.name}
                </small>
              </button>
              {before ? (
                changes.length > 0 ? (
                  <table className="version-changes">
                    <caption className="unseen">{t('proof.changed')}</caption>
                    <tbody>
                      {changes.map(({ field, before: old, after }) => (
                        <tr key={field}>
                          <th scope="row">{field}</th>
                          <td>
                            <del>{say(old)}</del>
                          </td>
                          <td>
                            <ins>{say(after)}</ins>
                          </td>
                        </tr>
                      ))}
                    </tbody>
                  </table>
                ) : (
                  <p className="proof-help">{t('proof.unchanged')}</p>
                )
              ) : (
                <p className="proof-help">{t('proof.first')}</p>
              )}
            </li>
          )
        })}
      </ol>
    </>
  )
}
