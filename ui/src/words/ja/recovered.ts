import { pluralIn } from "../plural";
import { actionNames } from "../catalogue";

const plural = pluralIn("ja");

export const recovered = {
  title: "復元可能なファイル",
  text: (days: string) =>
    `上書きまたは削除されるところだった、他のどこにもないファイルが、ここに ${days}保管されます。`,
  textPlain: "上書きまたは削除されるところだった、他のどこにもないファイルが、ここにしばらく保管されます。",
  days: (n: number) => plural(n, { one: "1 日間", other: "# 日間" }),
  columns: { name: "名前", why: "理由", when: "日時", size: "サイズ" },
  from: (folder: string) => `元の場所：${folder}`,
  restore: "復元",
  restoreLabel: (name: string) => `${name} を復元`,
  restored: (name: string) => `${name} をキャッシュフォルダーに戻しました`,
  get reveal() {
    return actionNames("ja").reveal;
  },
  revealLabel: (name: string) => `${name} をフォルダーで表示`,
  remove: "削除",
  removeLabel: (name: string) => `${name} を完全に削除`,
  removeTitle: (name: string) => `${name} を完全に削除しますか？`,
  removeText: "このコピーは他のどこにもありません。この操作は取り消せません。",
  removeGo: "完全に削除",
  emptyTitle: "復元可能なファイルはありません",
  emptyText: "編集内容を上書きまたは削除する前に、Damson はそれをここに移動します。",
  count: (n: number) => plural(n, { one: "1 個のファイル", other: "# 個のファイル" }),
  restoreHint: "元の場所に、または空いている名前でその隣に戻されます。",
};
