import { useMutation } from '@tanstack/react-query'
import { type ReactNode, useRef } from 'react'
import { useText } from '../../../text/use-text.ts'
import { Failed } from '../Failed.tsx'
import { Link } from '../Link.tsx'
import { savePage } from './save-page.ts'
import './checklists.css'
import './report.css'

interface Props {
  title: string
  /** What it is called when it is kept as a file. */
  file: string
  back: { to: string; says: string }
  children: ReactNode
}

/** A report to read, to print, or to keep as one file. */
export function ReportSheet({ title, file, back, children }: Props) {
  const { t } = useText()
  const paper = useRef<HTMLElement>(null)
  const saving = useMutation({ mutationFn: async () => paper.current && savePage(paper.current, file) })
  return (
    <section>
      <div className="console-head report-head">
        <h1>{title}</h1>
        <div className="checklist-links">
          <button type="button" onClick={() => print()}>
            {t('checklists.report.print')}
          </button>
          <button type="button" className="desk-primary" onClick={() => saving.mutate()}>
            {t('checklists.report.save')}
          </button>
          <Link to={back.to}>{back.says}</Link>
        </div>
      </div>
      {saving.error && <Failed error={saving.error} />}
      <article ref={paper} className="report">
        {children}
      </article>
    </section>
  )
}
