/** Collections on the server. */
export const collections = {
  title: "コレクション",
  smart: "スマート",
  members: (n: number) => `${n} 件`,
  add: "コレクションに追加…",
  addTitle: (n: number, name: string) => (n === 1 ? `「${name}」をコレクションに追加` : `${n} 件をコレクションに追加`),
  addYes: "追加",
  added: (n: number, title: string) => `${n} 件を「${title}」に追加しました`,
  remove: "コレクションから外す",
  removed: (n: number, title: string) => `${n} 件を「${title}」から外しました`,
  show: "表示",
  empty: "このコレクションは空です",
  emptyHint: "アセットやフォルダーのメニューから追加できます。",
  nothingFound: "このコレクションの検索結果はありません",
  nothingFoundHint: "スマートコレクションには、保存された検索の結果が表示されます。",
};
