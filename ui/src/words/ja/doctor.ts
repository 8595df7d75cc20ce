import type { DoctorStep, Health } from "../../ipc/bindings";
import type { FoundWords } from "../found";
import { pluralIn } from "../plural";

const plural = pluralIn("ja");

const steps: Record<DoctorStep, string> = {
  address: "アドレス",
  "client-certificate": "クライアント証明書",
  proxy: "プロキシ",
  dns: "サーバー名",
  tcp: "接続",
  tls: "証明書",
  http: "応答",
  clock: "時計",
  product: "製品",
  keychain: "キーチェーン",
  login: "ログイン",
  read: "読み取り権限",
  write: "書き込み権限",
  capability: "サーバーの機能",
  "cache-folder": "キャッシュフォルダー",
  "free-space": "空き容量",
};

const health: Record<Health, string> = {
  ok: "OK",
  warn: "警告",
  fail: "失敗",
  skipped: "スキップ",
};

/** What a step found, in words. */
const found: FoundWords = {
  "no-proxy": () => "なし",
  "no-proxy-by-settings": () => "なし（環境設定による）",
  "no-proxy-for-host": ({ host }) => `${host} にはなし`,
  "no-proxy-by-environment": ({ host }) => `なし（NO_PROXY に ${host} が含まれています）`,
  "by-script": ({ script, address }) =>
    address === null ? `なし(スクリプト ${script} による)` : `${address}(スクリプト ${script} による)`,
  proxy: ({ address, user, variable }) =>
    `${address ?? "読み取れないアドレス"}${user === null ? "" : `、ユーザー ${user}`}（${variable ?? "環境設定"}）`,
  "no-certificate": () => "なし（http は暗号化されません）",
  trusted: () => "信頼済み",
  certificate: ({ trusted, host, more, issuer, until }) =>
    `${trusted ? "信頼済み：" : ""}対象 ${host}${more === 0 ? "" : plural(more, { one: " 他 1 件", other: " 他 # 件" })}、発行者 ${issuer ?? "自己署名"}、有効期限 ${until}`,
  "client-certificate": ({ whose, issuer, until }) =>
    `${whose}、発行者 ${issuer ?? "自己署名"}、有効期限 ${until}`,
  "not-said": () => "サーバーからの情報なし",
  "product-elsewhere": ({ product, at }) => `${product}（${at}）`,
  "webdav-with-locks": () => "WebDAV（サーバーの申告ではロック対応）",
  "perhaps-webdav": () => "WebDAV の可能性あり（ログイン後に判明）",
  "top-folder": ({ entries, more }) =>
    `最上位フォルダー：${plural(entries, { one: "1 項目", other: "# 項目" })}${more ? "以上" : ""}`,
  "read-write": () => "読み取りと書き込み",
  "read-only": () => "読み取りのみ",
  "keychain-answers": () => "利用可能",
  "no-keychain": () => "なし（次回は再度ログインが必要）",
  "locks-as-said": () => "チェックアウトとチェックイン（サーバーの申告による。Damson が毎回確認します）",
  "no-locks": ({ why }) => `チェックアウトとチェックインは利用不可：${why}`,
  "compares-writes": ({ compares }) => {
    if (compares === true) return "他のユーザーがその間に書き込んだ内容の置き換えをサーバーが拒否";
    return compares === false
      ? "サーバーは書き込み時に比較しません。Damson が直前に確認し、チェックアウトで保護されます"
      : "上書き防止：まだ不明（既存ファイルへの最初のアップロードで判明）";
  },
};

export const doctor = {
  title: "接続を確認",
  titleOf: (name: string) => `接続 ${name} を確認`,
  running: "順番に確認しています…",
  steps,
  health,
  found,
  allFine: "すべて正常です。",
  warnings: (n: number) => plural(n, { one: "警告 1 件", other: "警告 # 件" }),
  fails: "問題はここにあります：",
  again: "もう一度確認",
  copy: "テキストとしてコピー",
  copied: "コピーしました",
  took: (time: string) => time,
  can: "サーバーの機能",
  capabilities: {
    locks: "チェックアウトとチェックイン",
    "locks-expire": "ロックは自動的に期限切れになる",
    "forced-release": "管理者がロックを解除できる",
    "locks-enforced": "他のユーザーがチェックアウトしたものへの変更をサーバーが拒否",
    ranges: "中断したダウンロードの再開",
    "resumable-upload": "中断したアップロードの再開",
    versions: "バージョン履歴",
    "version-comments": "バージョンのコメント",
    search: "検索",
    thumbnails: "サムネール",
    copy: "サーバー上での複製",
    "change-feed": "変更の通知",
    "feed-sees-deletions": "削除の通知",
    "empty-files": "空のファイル",
  } as Record<string, string>,
  yes: "はい",
  no: "いいえ",
};
