import { dayOf } from '@ioc/sql'
import type { OpenDatasetAnswer, Table } from '../../contract/index.ts'

/** The columns of the table, in order, each as a Table Schema field says it (specs.frictionlessdata.io/table-schema). */
const FIELDS = [
  ['unit', 'string', 'Mã đơn vị trong hệ thống', 'Key of the unit in this system'],
  ['unitCode', 'string', 'Mã đơn vị hành chính', 'Official code of the administrative unit'],
  ['unitName', 'string', 'Tên đơn vị', 'Name of the unit'],
  ['from', 'date', 'Từ ngày', 'First day of the period'],
  ['to', 'date', 'Đến hết ngày', 'Last day of the period'],
  ['value', 'number', 'Giá trị; trống khi không có số', 'The value; empty where there is none'],
  ['state', 'string', 'Trạng thái: vì sao có hoặc không có số', 'Why there is a number, or none'],
  ['provisional', 'boolean', 'Còn có thể thay đổi', 'It may still change'],
  ['estimate', 'boolean', 'Có phần được chia khi sáp nhập đơn vị', 'Part of it was shared out when units merged'],
  ['simulated', 'boolean', 'Số liệu mô phỏng', 'The figure is simulated'],
] as const

const STATES = ['ok', 'zero', 'missing', 'not_yet_due', 'provisional', 'stale', 'suppressed', 'withdrawn']

export const COLUMNS = FIELDS.map(([name]) => name)

/** The table as it is downloaded: days of Vietnam, the last one within. */
export const tableOf = ({ rows, step }: OpenDatasetAnswer): Table =>
  rows.map(({ from, to, ...row }) => ({
    ...row,
    from: dayOf(new Date(from)),
    to: dayOf(new Date(step === null ? to : Date.parse(to) - 1)),
  }))

/** What the download is, for people and machines: a Data Package (specs.frictionlessdata.io/data-package) of one table. */
export function packageOf({ id, title, publisher, basis, owner, now, unitOfMeasurement, step, rows }: OpenDatasetAnswer) {
  return {
    profile: 'tabular-data-package',
    name: nameOf(id),
    title: title.vi,
    description: `${title.vi} (${title.en}). Cơ sở: ${basis}.`,
    created: now.clocks.computedAt,
    sources: [{ title: owner.vi }],
    contributors: [{ title: publisher, role: 'publisher' }],
    /** Of what nobody measured. */
    simulated: rows.some((row) => row.simulated),
    resources: [
      {
        profile: 'tabular-data-resource',
        name: nameOf(id),
        path: 'data.csv',
        format: 'csv',
        mediatype: 'text/csv',
        encoding: 'utf-8',
        schema: {
          fields: FIELDS.map(([name, type, vi, en]) => ({
            name,
            type,
            title: vi,
            description: en,
            ...(name === 'value' && { unit: unitOfMeasurement.vi }),
            ...(name === 'state' && { constraints: { enum: STATES } }),
          })),
          primaryKey: step === null ? ['unit'] : ['unit', 'from'],
          missingValues: [''],
        },
      },
    ],
  }
}

/** Lower case letters, digits, dots, dashes and underscores, as the specification has it. */
const nameOf = (id: string): string => id.toLowerCase().replace(/[^a-z0-9._-]/g, '-')
