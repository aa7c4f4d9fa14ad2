import type { Localised } from '../pack/pack.ts'
import { clockOf } from '../time/hanoi.ts'
import type { DraftPart } from './draft-parts.ts'

/** Who changed which part, when, and what to do. */
export function changedMeanwhile({ path, by, at }: DraftPart): Localised {
  const named = PARTS[path[0] as string]
  const within = path.length > 1 ? ` («${path.slice(1).join('.')}»)` : ''
  const clock = clockOf(new Date(at))
  const part = { vi: `${named?.vi ?? `«${path[0]}»`}${within}`, en: `${named?.en ?? `«${path[0]}»`}${within}` }
  return {
    vi: `${by ?? 'Một người chưa ghi tên'} vừa đổi ${part.vi} lúc ${clock.vi}, sau khi bạn mở bản nháp. Xem phần đó rồi đổi lại nếu vẫn cần.`,
    en: `${by ?? 'Somebody who gave no name'} changed ${part.en} at ${clock.en}, after you opened the draft. Look at it, then change it again if you still want to.`,
  }
}

const PARTS: Record<string, Localised> = {
  title: { vi: 'tên nguồn', en: 'the title' },
  domain: { vi: 'loại bản ghi', en: 'the kind of record' },
  kind: { vi: 'loại bản ghi', en: 'the kind of record' },
  settings: { vi: 'phần kết nối', en: 'the connection' },
  format: { vi: 'cách đọc tệp', en: 'how the page is read' },
  map: { vi: 'cách ghép cột', en: 'the mapping' },
  zone: { vi: 'múi giờ', en: 'the time zone' },
  unitKinds: { vi: 'loại đơn vị', en: 'the kinds of unit' },
  every: { vi: 'lịch lấy dữ liệu', en: 'the schedule' },
  promise: { vi: 'hạn cập nhật', en: 'the promise' },
  counted: { vi: 'cách tính hạn', en: 'how the promise is counted' },
  owner: { vi: 'đơn vị chịu trách nhiệm', en: 'the owner' },
  fourEyes: { vi: 'việc duyệt hai người', en: 'the second person' },
  expects: { vi: 'đơn vị phải báo cáo', en: 'who is to report' },
  redact: { vi: 'dữ liệu cá nhân được che', en: 'the personal data taken out' },
}
