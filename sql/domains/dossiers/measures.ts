import type { Declared } from '../../src/pack/pack.ts'
import { CATALOGUE } from './catalogue.ts'

const YES_OR_NO = { true: { vi: 'có', en: 'yes' }, false: { vi: 'không', en: 'no' } }

/** Names of procedures are law and stay in the language of the law. */
const PROCEDURES = Object.fromEntries([...CATALOGUE].map(([code, name]) => [code, { vi: name, en: name }]))

export const measures: Declared['measures'] = [
  {
    id: 'dossiers.received',
    title: { vi: 'Hồ sơ tiếp nhận', en: 'Dossiers received' },
    unit: 'dossier',
    units: 'sum',
    time: 'sum',
    grain: 'day',
    dims: ['field', 'channel', 'service', 'throughout'],
    basis: 'dossiers',
  },
  {
    id: 'dossiers.completed',
    title: { vi: 'Hồ sơ giải quyết xong', en: 'Dossiers completed' },
    unit: 'dossier',
    units: 'sum',
    time: 'sum',
    grain: 'day',
    dims: ['field', 'outcome', 'result'],
    basis: 'dossiers',
  },
  {
    id: 'dossiers.received_by_procedure',
    countedWith: 'dossiers.received',
    title: { vi: 'Hồ sơ tiếp nhận, theo thủ tục', en: 'Dossiers received, by procedure' },
    unit: 'dossier',
    units: 'sum',
    time: 'sum',
    grain: 'month',
    dims: ['field', 'procedure'],
    basis: 'dossiers',
  },
  {
    id: 'dossiers.days_taken',
    title: {
      vi: 'Số ngày giải quyết, trừ thời gian chờ bổ sung, theo thủ tục',
      en: 'Days taken, less the wait for supplements, by procedure',
    },
    unit: 'day',
    units: 'sum',
    time: 'sum',
    grain: 'month',
    dims: ['field', 'procedure', 'outcome'],
    basis: 'dossiers',
  },
  {
    id: 'dossiers.closed',
    countedWith: 'dossiers.received',
    title: { vi: 'Hồ sơ từ chối, rút, dừng xử lý', en: 'Dossiers refused, withdrawn or stopped' },
    unit: 'dossier',
    units: 'sum',
    time: 'sum',
    grain: 'day',
    dims: ['field', 'ending', 'outcome'],
    basis: 'dossiers',
  },
  {
    id: 'dossiers.open',
    countedWith: 'dossiers.received',
    title: { vi: 'Hồ sơ đang xử lý, theo hạn trả', en: 'Open dossiers, by due time' },
    unit: 'dossier',
    units: 'sum',
    time: 'sum',
    grain: 'hour',
    dims: ['field', 'stage', 'procedure'],
    basis: 'dossiers',
  },
  {
    id: 'dossiers.waiting',
    countedWith: 'dossiers.received',
    title: { vi: 'Hồ sơ đang xử lý, theo ngày tiếp nhận', en: 'Open dossiers, by day received' },
    unit: 'dossier',
    units: 'sum',
    time: 'sum',
    grain: 'day',
    dims: ['field', 'procedure'],
    basis: 'dossiers',
  },
  {
    id: 'dossiers.paused',
    countedWith: 'dossiers.received',
    title: { vi: 'Hồ sơ chờ bổ sung hoặc nghĩa vụ tài chính', en: 'Dossiers awaiting supplements or fees' },
    unit: 'dossier',
    units: 'sum',
    time: 'sum',
    grain: 'day',
    dims: ['field', 'stage'],
    basis: 'dossiers',
  },
  {
    id: 'dossiers.supplements',
    countedWith: 'dossiers.received',
    title: { vi: 'Lượt yêu cầu bổ sung, theo ngày tiếp nhận hồ sơ', en: 'Requests for supplements, by day received' },
    unit: 'request',
    units: 'sum',
    time: 'sum',
    grain: 'day',
    dims: ['field'],
    basis: 'dossiers',
  },
  {
    id: 'dossiers.odd_codes',
    countedWith: 'dossiers.received',
    title: { vi: 'Hồ sơ có mã không đúng dạng của Cổng', en: 'Dossiers numbered otherwise than the portal’s' },
    unit: 'dossier',
    units: 'sum',
    time: 'sum',
    grain: 'day',
    dims: [],
    basis: 'dossiers',
  },
  {
    id: 'dossiers.intake',
    title: { vi: 'Hồ sơ tiếp nhận, theo mức điện tử', en: 'Dossiers received, by how electronically' },
    unit: 'dossier',
    units: 'sum',
    time: 'sum',
    grain: 'day',
    dims: ['payment', 'digitised', 'reused', 'from_store', 'shared', 'verified', 'population'],
    basis: 'dossiers',
  },
]

export const dims: Declared['dims'] = {
  field: { title: { vi: 'Lĩnh vực', en: 'Field' } },
  channel: {
    title: { vi: 'Hình thức nộp', en: 'Channel' },
    values: {
      online: { vi: 'trực tuyến', en: 'online' },
      direct: { vi: 'trực tiếp', en: 'in person' },
      post: { vi: 'bưu chính', en: 'by post' },
    },
  },
  throughout: {
    title: { vi: 'Nộp trực tuyến và không trả kết quả giấy', en: 'Filed online with no result on paper' },
    values: YES_OR_NO,
  },
  outcome: {
    title: { vi: 'Kết quả', en: 'Outcome' },
    values: {
      early: { vi: 'sớm hạn', en: 'early' },
      on_time: { vi: 'đúng hạn', en: 'on time' },
      late: { vi: 'trễ hạn', en: 'late' },
      no_deadline: { vi: 'không có hạn', en: 'no deadline' },
    },
  },
  service: {
    title: { vi: 'Mức dịch vụ công trực tuyến', en: 'Online service' },
    values: { full: { vi: 'toàn trình', en: 'whole' }, partial: { vi: 'một phần', en: 'in part' } },
  },
  result: {
    title: { vi: 'Kết quả trả', en: 'Result issued' },
    values: {
      both: { vi: 'điện tử, hồ sơ đã số hóa', en: 'electronic, of a digitised dossier' },
      result: { vi: 'điện tử', en: 'electronic' },
      paper: { vi: 'bản giấy', en: 'on paper' },
    },
  },
  stage: {
    title: { vi: 'Khâu', en: 'Stage' },
    values: {
      received: { vi: 'chờ phân công', en: 'waiting to be taken up' },
      processing: { vi: 'đang xử lý', en: 'being processed' },
      supplement: { vi: 'chờ bổ sung', en: 'waiting for supplements' },
      fee: { vi: 'chờ nộp phí, lệ phí', en: 'waiting for fees' },
    },
  },
  ending: {
    title: { vi: 'Kết thúc do', en: 'Ended by' },
    values: {
      refused: { vi: 'không được tiếp nhận', en: 'refusal' },
      withdrawn: { vi: 'công dân rút hồ sơ', en: 'withdrawal' },
      stopped: { vi: 'dừng xử lý', en: 'stopping' },
    },
  },
  payment: {
    title: { vi: 'Nộp phí, lệ phí', en: 'Payment' },
    values: {
      online: { vi: 'trực tuyến', en: 'online' },
      other: { vi: 'cách khác', en: 'otherwise' },
      none: { vi: 'không phải nộp', en: 'nothing to pay' },
    },
  },
  digitised: { title: { vi: 'Thành phần hồ sơ được số hóa', en: 'Components digitised' }, values: YES_OR_NO },
  reused: { title: { vi: 'Dữ liệu số hóa được dùng lại', en: 'Digitised data reused' }, values: YES_OR_NO },
  from_store: {
    title: { vi: 'Lấy lại từ kho của Cổng quốc gia', en: 'Taken from the national portal’s store' },
    values: YES_OR_NO,
  },
  shared: { title: { vi: 'Giấy tờ được kết nối, chia sẻ', en: 'Papers shared' }, values: YES_OR_NO },
  verified: { title: { vi: 'Tài khoản đã xác thực VNeID', en: 'VNeID account verified' }, values: YES_OR_NO },
  population: { title: { vi: 'Ứng dụng dữ liệu dân cư', en: 'Population data used' }, values: YES_OR_NO },
  procedure: { title: { vi: 'Thủ tục', en: 'Procedure' }, values: PROCEDURES },
}
