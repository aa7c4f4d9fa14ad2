/** Everything by a few letters. */
export const paletteVi = {
  open: 'Tìm lệnh',
  label: 'Tìm chỉ tiêu, đơn vị, cách xem',
  example: 'Gõ vài chữ, không cần dấu: du bao, xa nhu quynh, ban do…',
  goTo: 'Đi đến',
}
