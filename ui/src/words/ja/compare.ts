/** Two pictures beside or over each other. */
export const compare = {
  title: "画像を比較",
  short: "比較",
  two: "画像を比較",
  pictures: "画像を比較",
  how: "比較方法",
  hint: "2 つの画像。＋と－で拡大縮小、矢印キーで移動します。",
  modes: { beside: "並べて表示", over: "重ねて表示", wipe: "ワイプ", difference: "差分" },
  opacity: "2 番目の画像の不透明度",
  edge: "画像の境界",
  first: "1 番目の画像",
  second: "2 番目の画像",
  smaller: "縮小",
  larger: "拡大",
  scale: (times: string) => `×${times}`,
  none: "この種類の画像はありません。",
  picture: (name: string) => `${name} の画像`,
};
