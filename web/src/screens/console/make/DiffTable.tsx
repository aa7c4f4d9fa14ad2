import type { ReactNode } from 'react'
import { useText } from '../../../text/use-text.ts'
import './versions.css'

/** What differs between two configurations, setting by setting: as it was, as it is. */
export function DiffTable({
  changes,
  what,
  said,
}: {
  changes: { path: string; before: string | null; after: string | null }[]
  what(path: string): ReactNode
  said(path: string, value: string): string
}) {
  const { t } = useText()
  return (
    <table className="make-diff">
      <thead>
        <tr>
          <th>{t('make.what')}</th>
          <th>{t('make.was')}</th>
          <th>{t('make.is')}</th>
        </tr>
      </thead>
      <tbody>
        {changes.map(({ path, before, after }) => (
          <tr key={path}>
            <td>{what(path)}</td>
            <td>{before === null ? t('console.blank') : <del>{said(path, before)}</del>}</td>
            <td>{after === null ? t('console.blank') : <ins>{said(path, after)}</ins>}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
