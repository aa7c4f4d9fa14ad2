import type { Localised } from '../pack/pack.ts'
import { dayOf, sayDay } from '../time/hanoi.ts'
import { SIGNED } from './install.ts'
import { sayPeriod } from './periods.ts'
import type { Round } from './round.ts'

/** A record that was not written because what it would change is signed. */
export interface Kept {
  record: string
  /** The signing, by its action. */
  signed: number
  unit: string
  level: 'unit' | 'province'
  every: Round['every']
  period: string
  by: string
  at: string
}

/** The records PostgreSQL refused because of what is signed, by name; empty where it refused for anything else. */
export function keptAsSigned(error: unknown): Map<string, Kept> {
  const { code, detail } = error as { code?: string; detail?: string }
  if (code !== SIGNED || !detail) return new Map()
  return new Map((JSON.parse(detail) as Kept[]).map((kept) => [kept.record, kept]))
}

/** Why a record is held: who signed what, when, and what to do. */
export function sayKept({ unit, every, period, by, at }: Kept): Localised {
  const [{ vi, en }, day] = [sayPeriod(every, period), sayDay(dayOf(new Date(at)))]
  return {
    vi: `Kỳ ${vi} của ${unit} đã chốt số liệu ngày ${day} (${by}). Mở khóa kỳ này rồi đưa bản ghi vào, hoặc bỏ bản ghi.`,
    en: `The figures of ${unit} for ${en} were signed on ${day} (${by}). Unlock the period and let the record in, or drop it.`,
  }
}
