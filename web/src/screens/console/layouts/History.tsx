import { useText } from '../../../text/use-text.ts'
import { Listed } from './Publish.tsx'
import type { Version } from './use-editing.ts'
import { useMade } from './use-made.ts'

/** What was published, by whom, when and why, and what each changed; any of them can be taken up again. */
export function History<T>({
  versions,
  said,
  onRestore,
}: {
  versions: Version<T>[]
  said(before: T, after: T): string[]
  onRestore(version: Version<T>, spec: T): void
}) {
  const { t } = useText()
  const made = useMade()
  return (
    <section className="layout-history">
      <h2>{t('layouts.history.title')}</h2>
      <ol>
        {versions.map((version, at) => {
          const { spec } = version
          const before = versions.slice(at + 1).find((each) => each.spec !== null)?.spec
          const changes = spec && before ? said(before, spec) : []
          return (
            <li key={version.version}>
              <p>
                <b>{t('layouts.history.version', { version: version.version })}</b>
                {at === 0 && spec && ` · ${t('layouts.history.current')}`}
                {!spec && ` · ${t('layouts.history.removed')}`}
                {version.why && `: ${version.why}`}
              </p>
              <small>{made(version)}</small>
              {spec && (
                <Listed
                  lines={before ? (changes.length > 0 ? changes : [t('layouts.history.same')]) : [t('layouts.history.first')]}
                />
              )}
              {spec && at > 0 && (
                <button type="button" onClick={() => onRestore(version, spec)}>
                  {t('layouts.history.restore')}
                </button>
              )}
            </li>
          )
        })}
      </ol>
    </section>
  )
}
