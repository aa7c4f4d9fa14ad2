export const notesVi = {
  title: 'Ghi chú tại điểm này',
  none: 'Chưa có ghi chú.',
  write: 'Ghi điều người xem sau cần biết',
  send: 'Thêm ghi chú',
  by: '{{by}}, {{at}}',
  withdraw: 'Rút',
  withdrawOf: 'Rút ghi chú «{{text}}»',
  why: 'Vì sao rút ghi chú này?',
  keep: 'Giữ lại',
}
