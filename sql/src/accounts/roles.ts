import type { Localised } from '../pack/pack.ts'

/** What a route or a room of the socket may ask of whoever comes. A new one is given to nobody until a role below has it. */
export const PERMISSIONS = {
  'figures.read': { vi: 'Xem số liệu, biểu đồ, bản đồ, kế hoạch', en: 'See figures, charts, maps, plans' },
  'records.read': { vi: 'Xem từng bản ghi đứng sau số liệu', en: 'See the records behind the figures' },
  'identities.reveal': {
    vi: 'Mở danh tính đã niêm phong của một bản ghi, có ghi nhật ký',
    en: 'Open the sealed identities of a record, which the audit tells of',
  },
  'views.keep': { vi: 'Lưu góc nhìn, tạo liên kết', en: 'Save views, make links' },
  'notes.write': { vi: 'Ghi sự kiện và ghi chú', en: 'Write events and notes' },
  'briefings.read': { vi: 'Xem báo cáo đã lập', en: 'See the reports that were made' },
  'briefings.make': { vi: 'Lập báo cáo', en: 'Make reports' },
  'alerts.read': { vi: 'Xem cảnh báo', en: 'See alerts' },
  'alerts.act': {
    vi: 'Xác nhận, tạm im cảnh báo, làm theo quy trình',
    en: 'Acknowledge and silence alerts, go through checklists',
  },
  'alerts.rule': { vi: 'Đặt quy tắc cảnh báo', en: 'Set the rules of alerts' },
  'directives.read': { vi: 'Xem chỉ đạo', en: 'See directives' },
  'directives.issue': { vi: 'Giao chỉ đạo, gia hạn, ký kết thúc, thu hồi', en: 'Issue directives, extend, sign off, withdraw' },
  'directives.answer': { vi: 'Nhận và báo cáo chỉ đạo', en: 'Accept directives and report on them' },
  'exercises.lead': { vi: 'Điều hành diễn tập', en: 'Lead exercises' },
  'feeds.read': { vi: 'Xem nguồn, lần chạy, chất lượng', en: 'See feeds, runs, quality' },
  'feeds.run': { vi: 'Chạy, tạm dừng, nạp tệp cho nguồn', en: 'Run and pause feeds, upload files' },
  'feeds.make': { vi: 'Lập nguồn, quy tắc kiểm tra dữ liệu', en: 'Make feeds and rules of quality' },
  'meanings.write': { vi: 'Soạn chỉ tiêu, kế hoạch của tỉnh', en: 'Write the province’s indicators and plans' },
  'changes.decide': { vi: 'Duyệt thay đổi cấu hình người khác trình', en: 'Review changes others propose' },
  'held.mend': { vi: 'Xem, sửa bản ghi bị giữ', en: 'See and mend held records' },
  'held.decide': { vi: 'Cho qua hoặc bỏ bản ghi bị giữ', en: 'Release or drop held records' },
  'reports.enter': { vi: 'Nhập báo cáo của đơn vị', en: 'Enter a unit’s reports' },
  'reports.decide': { vi: 'Duyệt, trả lại báo cáo của đơn vị', en: 'Approve or return a unit’s reports' },
  'embargoes.set': { vi: 'Giữ số liệu tới giờ công bố', en: 'Hold figures until their release' },
  'layouts.write': { vi: 'Dựng màn hình và vòng chiếu', en: 'Lay out scenes and playlists' },
  'boundaries.write': { vi: 'Thay ranh giới bản đồ', en: 'Replace boundaries of the map' },
  'screens.order': { vi: 'Ghép nối, điều khiển màn hình chiếu', en: 'Pair and order displays' },
  'people.manage': { vi: 'Người nhận tin, lịch trực, kênh gửi', en: 'Recipients, duty roster, channels' },
  'accounts.manage': { vi: 'Tài khoản, vai trò, mã truy cập', en: 'Accounts, roles, tokens' },
  'audit.read': { vi: 'Tra nhật ký kiểm toán', en: 'Search the audit' },
  'operations.read': { vi: 'Xem số đo vận hành hệ thống', en: 'See how the system runs' },
} as const satisfies Record<string, Localised>

export type Permission = keyof typeof PERMISSIONS

const LOOKS: Permission[] = ['figures.read', 'records.read', 'alerts.read', 'directives.read', 'briefings.read']

/** Roles collect permissions; who has several may do what any of them may. */
export const ROLES = {
  leader: {
    title: { vi: 'Lãnh đạo', en: 'Leader' },
    may: [
      ...LOOKS,
      'views.keep',
      'notes.write',
      'briefings.make',
      'alerts.act',
      'directives.issue',
      'exercises.lead',
      'screens.order',
    ],
  },
  analyst: {
    title: { vi: 'Chuyên viên phân tích', en: 'Analyst' },
    may: [
      ...LOOKS,
      ...([
        'views.keep',
        'notes.write',
        'briefings.make',
        'alerts.act',
        'alerts.rule',
        'feeds.read',
        'layouts.write',
        'meanings.write',
      ] as const),
    ],
  },
  steward: {
    title: { vi: 'Quản trị dữ liệu', en: 'Data steward' },
    may: [
      ...LOOKS,
      ...([
        'views.keep',
        'notes.write',
        'feeds.read',
        'feeds.run',
        'feeds.make',
        'meanings.write',
        'held.mend',
        'held.decide',
        'reports.enter',
      ] as const),
    ],
  },
  approver: {
    title: { vi: 'Người duyệt', en: 'Approver' },
    may: [
      ...LOOKS,
      ...([
        'feeds.read',
        'changes.decide',
        'held.mend',
        'held.decide',
        'reports.decide',
        'embargoes.set',
        'alerts.rule',
        'boundaries.write',
      ] as const),
    ],
  },
  unit_officer: {
    title: { vi: 'Cán bộ đơn vị', en: 'Unit officer' },
    may: [...LOOKS, 'identities.reveal', 'alerts.act', 'directives.answer', 'reports.enter'],
  },
  administrator: {
    title: { vi: 'Quản trị hệ thống', en: 'Administrator' },
    may: [
      'figures.read',
      'alerts.read',
      'feeds.read',
      'layouts.write',
      'boundaries.write',
      'screens.order',
      'people.manage',
      'accounts.manage',
      'operations.read',
    ],
  },
  auditor: {
    title: { vi: 'Kiểm toán', en: 'Auditor' },
    may: ['figures.read', 'alerts.read', 'directives.read', 'briefings.read', 'feeds.read', 'audit.read', 'operations.read'],
  },
  screen: { title: { vi: 'Màn hình chiếu', en: 'Display' }, may: ['figures.read'] },
} as const satisfies Record<string, { title: Localised; may: readonly Permission[] }>

export type Role = keyof typeof ROLES

/** What a person may be given: a display is paired, not signed in. */
export const ROLES_OF_PEOPLE = Object.keys(ROLES).filter((role) => role !== 'screen') as Exclude<Role, 'screen'>[]

export function permissionsOf(roles: readonly string[]): Set<Permission> {
  return new Set(roles.flatMap((role): readonly Permission[] => ROLES[role as Role]?.may ?? []))
}
