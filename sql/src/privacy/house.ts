import type { Localised } from '../pack/pack.ts'
import type { RetentionRule } from './retention.ts'

/** What the house itself keeps of persons, besides what its domains keep: where, what for, on which basis, and how long. */
export interface HousePersonal {
  what: Localised
  /** table.column, each. */
  where: readonly string[]
  purpose: Localised
  basis: string
  /** As long as what it belongs to is, for good and why, or until the days of a rule are over. */
  kept: 'in force' | 'for good' | RetentionRule
  why?: Localised
}

const SECURITY = 'Luật An ninh mạng 116/2025/QH15; Nghị định 331/2026/NĐ-CP'
const PERSONAL = 'Luật 91/2025/QH15; Nghị định 356/2025/NĐ-CP'
const DUTY = 'Nghị định 118/2025/NĐ-CP; quy chế hoạt động của trung tâm'
const RECORDS = 'Nghị định 30/2020/NĐ-CP về công tác văn thư'

const ANSWERABLE = {
  kept: 'for good',
  why: {
    vi: 'Ai đã làm gì phải còn nói được, kể cả khi người ấy đã nghỉ; không tên nào được cấp lại cho người khác',
    en: 'Who did what must be told later too, whoever has left; no name is given to anybody else',
  },
} as const

const columns = (table: string, ...names: string[]) => names.map((name) => `${table}.${name}`)

export const HOUSE_PERSONAL: readonly HousePersonal[] = [
  {
    what: { vi: 'Tên, tên đăng nhập của người dùng', en: 'Names and logins of those who sign in' },
    where: columns('account', 'name', 'login'),
    purpose: { vi: 'Đăng nhập; nói rõ ai đã làm gì', en: 'To sign in, and to tell who did what' },
    basis: SECURITY,
    ...ANSWERABLE,
  },
  {
    what: {
      vi: 'Mật khẩu đã băm, bí mật của bước hai đã niêm, khóa đăng nhập, mã của hệ thống đăng nhập khác',
      en: 'Hashed passwords, sealed secrets of the second step, passkeys, ids of another house that signs in',
    },
    where: [
      ...columns('account', 'password'),
      ...columns('second_step', 'sealed', 'spare'),
      ...columns('passkey', 'id', 'name', 'public_key'),
      ...columns('account_identity', 'issuer', 'subject'),
    ],
    purpose: { vi: 'Nhận ra người đăng nhập', en: 'To recognise whoever signs in' },
    basis: SECURITY,
    kept: 'in force',
  },
  {
    what: { vi: 'Địa chỉ mạng và trình duyệt của phiên đăng nhập', en: 'The address and browser of a session' },
    where: columns('session', 'address', 'agent', 'token_sha256'),
    purpose: {
      vi: 'Người dùng thấy mình đang đăng nhập ở đâu; tra khi có sự cố',
      en: 'For people to see where they are signed in; for incidents',
    },
    basis: SECURITY,
    kept: 'sessions',
  },
  {
    what: { vi: 'Liên kết đặt mật khẩu, đã băm', en: 'Links to set a password, hashed' },
    where: columns('invitation', 'token_sha256'),
    purpose: { vi: 'Chỉ chủ tài khoản đặt được mật khẩu', en: 'So that none but its owner sets a password' },
    basis: SECURITY,
    kept: 'invitations',
  },
  {
    what: {
      vi: 'Tên đăng nhập, địa chỉ mạng đã thử; lượt đăng nhập dở dang',
      en: 'Logins and addresses that were tried; sign-ins left half-way',
    },
    where: [...columns('sign_in_tries', 'key'), ...columns('sign_in_errand', 'token_sha256', 'detail')],
    purpose: { vi: 'Chặn dò mật khẩu', en: 'To stop whoever guesses passwords' },
    basis: SECURITY,
    kept: 'tries',
  },
  {
    what: { vi: 'Người nhận cảnh báo: tên, chức danh', en: 'Recipients of alerts: name and role' },
    where: columns('contact', 'key', 'name', 'role'),
    purpose: { vi: 'Báo đúng người', en: 'To tell the right person' },
    basis: DUTY,
    ...ANSWERABLE,
  },
  {
    what: { vi: 'Điện thoại, thư điện tử của người nhận', en: 'Telephone and e-mail of recipients' },
    where: columns('contact', 'addresses'),
    purpose: { vi: 'Gửi cảnh báo', en: 'To send alerts' },
    basis: DUTY,
    kept: 'contacts',
  },
  {
    what: { vi: 'Ai trực, ai được báo tin nào', en: 'Who was on duty, and who was told what' },
    where: [...columns('duty_shift', 'contact', 'by'), ...columns('message', 'contact'), ...columns('notification', 'contact')],
    purpose: { vi: 'Biết tin đã đến ai', en: 'To know whom news has reached' },
    basis: DUTY,
    ...ANSWERABLE,
  },
  {
    what: { vi: 'Địa chỉ và nội dung tin đã gửi', en: 'Addresses and words of messages' },
    where: columns('message', 'address', 'letter'),
    purpose: {
      vi: 'Gửi, gửi lại, trả lời khi có người nói không nhận được',
      en: 'To send and send again, and to answer who says nothing came',
    },
    basis: DUTY,
    kept: 'messages',
  },
  {
    what: {
      vi: 'Trả lời của cổng gửi tin, đã che địa chỉ người nhận',
      en: 'What a gateway answered, the recipient’s address masked',
    },
    where: columns('message_attempt', 'answer', 'answer_en'),
    purpose: { vi: 'Biết vì sao tin không đến', en: 'To know why a message did not arrive' },
    basis: DUTY,
    kept: 'for good',
    why: { vi: 'Mỗi lần gửi là một dòng không sửa được', en: 'Each attempt is a line that nobody can change' },
  },
  {
    what: { vi: 'Nhật ký kiểm toán: ai, từ địa chỉ mạng nào, đã làm gì', en: 'The audit: who did what, and from which address' },
    where: columns('audit_entry', 'actor', 'entity_id', 'detail'),
    purpose: { vi: 'Biết ai đã đổi gì, điều tra sự cố', en: 'To know who changed what, and to look into incidents' },
    basis: SECURITY,
    kept: 'for good',
    why: {
      vi: 'Các dòng nối thành chuỗi băm: bỏ hay che một dòng là làm đứt chuỗi, và không còn chứng minh được gì. Pháp luật đòi giữ ít nhất 3 tháng, có hệ thống 12 tháng',
      en: 'Entries are chained by hashes: to take out or mask one breaks the chain, and nothing could be proved. The law asks for 3 months at least, of some systems 12',
    },
  },
  {
    what: { vi: 'Tên người đã làm, đã duyệt, đã chỉ đạo', en: 'Who did, approved or ordered something' },
    where: [
      ...columns('alert', 'acknowledged_by'),
      ...columns('alert_event', 'by'),
      ...columns('alert_rule_change', 'by'),
      ...columns('alert_silence', 'by', 'ended_by'),
      ...columns('annotation', 'by', 'withdrawn_by'),
      ...columns('api_token', 'made_by'),
      ...columns('boundaries', 'loaded_by', 'withdrawn_by'),
      ...columns('briefing_made', 'asked_by'),
      ...columns('checklist_file', 'by'),
      ...columns('delivery_channel', 'set_by'),
      ...columns('directive', 'issued_by'),
      ...columns('directive_file', 'by'),
      ...columns('embargo', 'set_by', 'lifted_by'),
      ...columns('escalation', 'ended_by'),
      ...columns('event_version', 'by'),
      ...columns('feed_draft', 'by', 'parts'),
      ...columns('feed_profile', 'accepted_by'),
      ...columns('feed_version', 'published_by'),
      ...columns('held_action', 'by'),
      ...columns('layout_version', 'by'),
      ...columns('ledger_batch', 'written_by'),
      ...columns('proposal', 'by', 'made_by'),
      ...columns('proposal_event', 'by'),
      ...columns('reminder', 'by'),
      ...columns('report', 'saved_by', 'submitted_by', 'checked_by'),
      ...columns('report_action', 'by'),
      ...columns('rule_change', 'by'),
      ...columns('run', 'asked_by', 'stop_by'),
      ...columns('saved_view_version', 'by'),
      ...columns('screen', 'paired_by', 'ordered_by'),
      ...columns('share', 'by', 'withdrawn_by'),
      ...columns('signoff_action', 'by'),
    ],
    purpose: { vi: 'Biết ai chịu trách nhiệm', en: 'To know who answers for it' },
    basis: DUTY,
    ...ANSWERABLE,
  },
  {
    what: {
      vi: 'Lý do, ghi chú, báo cáo, chỉ đạo, ảnh và tệp do người dùng tự viết, tự gửi; có thể nêu tên người',
      en: 'Reasons, notes, reports, orders, pictures and files as people wrote and sent them; they may name persons',
    },
    where: [
      ...columns('alert_event', 'note'),
      ...columns('alert_rule_change', 'why'),
      ...columns('alert_silence', 'why'),
      ...columns('annotation', 'text', 'withdrawn_why'),
      ...columns('boundaries', 'loaded_why', 'withdrawn_why'),
      ...columns('briefing_made', 'document'),
      ...columns('briefing_file', 'body'),
      ...columns('checklist', 'life'),
      ...columns('checklist_event', 'event'),
      ...columns('checklist_file', 'name', 'body'),
      ...columns('directive', 'title', 'body', 'life'),
      ...columns('directive_event', 'event'),
      ...columns('directive_file', 'name', 'body'),
      ...columns('embargo', 'why', 'lifted_why'),
      ...columns('event_version', 'why', 'spec'),
      ...columns('exercise', 'life'),
      ...columns('exercise_event', 'event'),
      ...columns('feed_version', 'note'),
      ...columns('held_action', 'note'),
      ...columns('layout_version', 'why'),
      ...columns('ledger_batch', 'why'),
      ...columns('proposal', 'why', 'draft'),
      ...columns('proposal_event', 'note'),
      ...columns('report', 'cells'),
      ...columns('report_action', 'cells', 'note'),
      ...columns('rule_change', 'why'),
      ...columns('run', 'why', 'stop_why'),
      ...columns('saved_view_version', 'name', 'search'),
      ...columns('share', 'search'),
      ...columns('signoff_action', 'note', 'missing'),
    ],
    purpose: { vi: 'Điều hành, và để người sau hiểu vì sao', en: 'To run the province, and for others to understand why' },
    basis: RECORDS,
    kept: 'for good',
    why: {
      vi: 'Là hồ sơ công việc, lưu theo quy định về văn thư, lưu trữ',
      en: 'They are records of office, kept as the rules of archives have it',
    },
  },
  {
    what: {
      vi: 'Dòng bị giữ: nội dung nguồn ghi, bản người sửa, lý do',
      en: 'Held records: what the source wrote, as a person mended it, and why it is held',
    },
    where: [...columns('held_record', 'raw', 'mended', 'reasons'), ...columns('held_action', 'record')],
    purpose: { vi: 'Sửa cho đúng rồi đưa vào', en: 'To mend it and let it through' },
    basis: PERSONAL,
    kept: 'held',
  },
  {
    what: {
      vi: 'Mã bản ghi của nguồn, dẫn về hồ sơ, phản ánh, bài đăng',
      en: 'A source’s number of a record, which leads to a dossier, a report, a post',
    },
    where: [
      ...columns('held_record', 'external_id', 'at'),
      ...columns('former_fact', 'external_id', 'fact'),
      ...columns('rule_finding', 'record', 'at', 'message'),
      ...columns('fact_columns', 'external_id'),
    ],
    purpose: {
      vi: 'Cộng lại được con số của quá khứ, tìm lại đúng bản ghi',
      en: 'To re-add a figure of the past and find its record again',
    },
    basis: PERSONAL,
    kept: 'for good',
    why: {
      vi: 'Bản cũ của bản ghi không sửa được, và chỉ mang những cột mà lĩnh vực đã khai',
      en: 'A former version can’t be changed, and bears none but the columns its domain has declared',
    },
  },
  {
    what: {
      vi: 'Trang tải về như nguồn đã gửi, trừ những cột nguồn được khai là bỏ, che hoặc niêm phong; bản sửa tay là một trang',
      en: 'Pages as their sources sent them, less the fields a feed takes out, masks or seals; what a person mended is such a page',
    },
    where: [...columns('page', 'name'), ...columns('page_chunk', 'body')],
    purpose: {
      vi: 'Từ con số đi ngược về bản gốc; đọc lại khi cấu hình đổi',
      en: 'To lead from a figure to its original, and to read it again by another configuration',
    },
    basis: PERSONAL,
    kept: 'for good',
    why: {
      vi: 'Đối chiếu và đọc lại cần đúng trang đã nhận: bỏ một trang là rút các bản ghi của nó. Dữ liệu cá nhân được bỏ trước khi lưu',
      en: 'Proofs and reading again need the very page: without it its records would be withdrawn. What is of persons is taken out before it is stored',
    },
  },
  {
    what: {
      vi: 'Danh tính người gửi phản ánh và người khác mà nguồn được khai là niêm phong: mã thay thế và lời đã mã hóa',
      en: 'Identities of reporters and others whom a feed seals: a token, and the words encrypted',
    },
    where: columns('sealed_identity', 'token', 'sealed'),
    purpose: {
      vi: 'Cán bộ có trách nhiệm liên hệ lại người gửi; mỗi lần mở ghi nhật ký kèm lý do',
      en: 'For the officer who answers to reach the sender; each time it is opened the audit tells who and why',
    },
    basis: PERSONAL,
    kept: 'identities',
  },
  {
    what: { vi: 'Trang mẫu và bí mật của bản nháp nguồn, đã niêm', en: 'Samples and secrets of drafts of feeds, sealed' },
    where: columns('feed_draft_sealed', 'about', 'sealed'),
    purpose: { vi: 'Dựng nguồn mới', en: 'To make a feed' },
    basis: PERSONAL,
    kept: 'samples',
  },
]
