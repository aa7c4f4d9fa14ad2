import type { ReportAnswer } from '@ioc/server/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { useOwnKey } from '../../../api/me.ts'
import type { ReportPlace } from '../paths.ts'
import { afterLocking, afterOthers, afterSaving, type Cells, EMPTY, type Entry, toSave, withChoice, withTexts } from './entry.ts'
import { reportQuery, saveCells } from './queries.ts'

const PAUSE_MS = 700
const AGAIN_MS = 5_000

/** What is typed into a report: kept on this machine at once, saved after a pause, put beside what others saved meanwhile. */
export function useEntry(at: ReportPlace, report: ReportAnswer) {
  const client = useQueryClient()
  const { queryKey } = reportQuery(at)
  const key = useOwnKey(`ioc-report-${at.template}-${at.unit}-${at.period}`)
  const [entry, setEntry] = useState<Entry>(() => keptOn(key, report))
  const seen = useRef(report)
  const sent = useRef<Cells>({})
  const put = (change: (entry: Entry) => Entry) => setEntry(change)
  useEffect(() => localStorage.setItem(key, JSON.stringify({ entry, saved: seen.current.cells })), [key, entry])

  useEffect(() => {
    if (report.edit <= seen.current.edit) return
    const before = seen.current.cells
    seen.current = report
    const mine = sent.current
    setEntry((now) => afterOthers(now, before, report.cells, mine))
  }, [report])

  const saving = useMutation({
    mutationFn: (cells: Cells) => {
      sent.current = cells
      return saveCells(at, { edit: seen.current.edit, cells })
    },
    onSuccess: (saved) => {
      seen.current = saved
      setEntry((now) => afterSaving(now, saved.cells))
      client.setQueryData(queryKey, saved)
    },
    // Whoever saved in between is met there.
    onError: () => client.invalidateQueries({ queryKey }),
    onSettled: () => {
      sent.current = {}
    },
  })

  const waiting = toSave(entry)
  const count = Object.keys(waiting).length
  const canSave = report.actions.includes('submit') || report.standing === 'none'
  const { mutate, isPending, isError } = saving
  useEffect(() => {
    if (!canSave) setEntry((now) => afterLocking(now, report.cells))
  }, [canSave, report.edit])
  useEffect(() => {
    if (count === 0 || isPending || !canSave) return
    const timer = setTimeout(() => mutate(waiting), isError ? AGAIN_MS : PAUSE_MS)
    return () => clearTimeout(timer)
  }, [entry, isPending, isError, canSave, report.edit])

  return {
    cells: (canSave ? { ...report.cells, ...entry.typed } : report.cells) as Cells,
    entry,
    canType: canSave,
    isSaved: Object.keys(entry.typed).length === 0,
    isSaving: isPending,
    error: saving.error,
    type: (texts: Cells) => put((now) => withTexts(now, texts, { ...seen.current.cells, ...sent.current })),
    choose: (cell: string, isMine: boolean) => put((now) => withChoice(now, cell, isMine)),
  }
}

/** What this machine still keeps of an earlier visit, put beside what was saved since. */
function keptOn(key: string, report: ReportAnswer): Entry {
  try {
    const { entry, saved } = JSON.parse(localStorage.getItem(key) ?? '') as { entry: Entry; saved: Cells }
    return afterOthers(entry, saved, report.cells)
  } catch {
    return EMPTY
  }
}
