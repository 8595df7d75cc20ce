import { pluralIn } from "../plural";

const plural = pluralIn("ja");

export const shell = {
  sidebar: "サイドバー",
  showSidebar: "サイドバーを表示",
  hideSidebar: "サイドバーを隠す",
  views: "表示",
  folders: "フォルダー",
  view: {
    all: "すべてのアセット",
    recent: "最近使った項目",
    edited: "ローカルで編集済み",
    conflicts: "競合",
    mine: "チェックアウト中",
    pinned: "ピン留め",
    transfers: "転送",
    recovered: "復元可能なファイル",
  },
  favourites: {
    title: "お気に入り",
    add: "お気に入りに追加",
    remove: "お気に入りから削除",
    up: "上へ移動",
    down: "下へ移動",
    /** Beside the name of one whose folder is gone. */
    lost: "見つかりません",
    gone: (path: string) => `${path} はサーバーにありません`,
  },
  counted: (name: string, n: string) => `${name}、${n}`,
  preferences: "環境設定",
  connection: "接続",
  switchTo: (name: string) => `${name} に切り替え`,
  addConnection: "別のサーバーに接続…",
  logIn: "再ログイン…",
  logOut: "ログアウト",
  showCacheFolder: "キャッシュフォルダーを表示",
  state: {
    stopped: "未接続",
    connecting: "接続中…",
    online: "オンライン",
    offline: "オフライン",
    "login-needed": "ログインが必要",
  },
  offlineSince: (when: string) => `${when} からオフライン`,
  checkedAt: (when: string) => `最終確認：${when}`,
  offlineBanner: (server: string, since: string) =>
    `${since} から ${server} に接続できません。このコンピューターにあるものでは作業を続けられます。残りはサーバーが復帰すると続行されます。`,
  offlineBannerNoTime: (server: string) =>
    `${server} に接続できません。このコンピューターにあるものでは作業を続けられます。残りはサーバーが復帰すると続行されます。`,
  waiting: (n: number) => plural(n, { one: "1 件の操作がキューにあります。", other: "# 件の操作がキューにあります。" }),
  showWaiting: "キューを表示",
  newConflicts: (n: number) =>
    plural(n, {
      one: "編集したアセットが他のユーザーによって変更されました。",
      other: "編集した # 個のアセットが他のユーザーによって変更されました。",
    }),
  freed: (name: string, who: string) => `${name} を利用できます。${who} のチェックアウトは終了しました。`,
  rebuilt:
    "コピーに関する Damson のデータが破損していたため、すべてのファイルをサーバーと照合し直しました。何も削除されていません。サーバーと異なるコピーは競合として表示されます。",
  unwatched: (folders: number, limit: boolean) =>
    limit
      ? `このコンピューターではこれ以上フォルダーを監視できないため、${folders} 個のフォルダーの変更は最大 1 分遅れて表示されます。管理者は上限を引き上げることができます（Linux の場合：fs.inotify.max_user_watches）。`
      : `キャッシュフォルダー内の ${folders} 個のフォルダーを読み取る権限が Damson にないため、そこでの変更は表示されません。`,
  tryNow: "今すぐ試す",
  loginBanner: (server: string) => `${server} にログインしていません。このコンピューターのデータは失われません。`,
  brake: {
    title: "安全のため、Damson はすべての変更を停止しました。",
    "emptied-root": (before: number) =>
      plural(before, {
        one: "キャッシュフォルダーが一度に空になりました（1 個のファイルがありました）。",
        other: "キャッシュフォルダーが一度に空になりました（# 個のファイルがありました）。",
      }),
    "mass-change": (changed: number, of: number) =>
      plural(of, { one: "1 個のファイルのうち ", other: "# 個のファイルのうち " }) +
      plural(changed, { one: "1 個が一度に変更されたか、なくなりました。", other: "# 個が一度に変更されたか、なくなりました。" }),
    vanished: (gone: number, of: number) =>
      plural(of, {
        one: "ピン留めされた 1 個のファイルのうち ",
        other: "フォルダー内のピン留めされた # 個のファイルのうち ",
      }) +
      plural(gone, {
        one: "1 個がサーバーから一度になくなりました。続行すると、コピーは「復元可能なファイル」に移動されます。",
        other: "# 個がサーバーから一度になくなりました。続行すると、コピーは「復元可能なファイル」に移動されます。",
      }),
    "other-account": "このキャッシュフォルダーは、別のユーザーまたは別のサーバーのものです。",
    "clock-jump": "このコンピューターの時計が大きくずれました。",
    look: "意図した状態かどうか確認してください。続行するまで、転送や変更は行われません。",
    goOn: "続行",
    reveal: "キャッシュフォルダーを表示",
  },
  editSeen: {
    one: (name: string) => `${name} を変更しました。`,
    many: (n: number) => plural(n, { one: "1 個のアセットを変更しました。", other: "# 個のアセットを変更しました。" }),
    offer: (name: string) => `${name} を変更しましたが、チェックアウトされていません。`,
    offerMany: (n: number) =>
      plural(n, {
        one: "チェックアウトされていない 1 個のアセットを変更しました。",
        other: "チェックアウトされていない # 個のアセットを変更しました。",
      }),
    comment: "このバージョンのコメント",
    commentShort: "コメント",
    upload: "変更をアップロード",
    checkOut: "チェックアウト",
    show: "表示",
  },
  transfers: {
    label: "転送",
    one: (name: string) => `${name} を転送中`,
    many: (n: number) => plural(n, { one: "1 件の転送", other: "# 件の転送" }),
    left: (time: string) => `残り ${time}`,
    failed: (n: number) => plural(n, { one: "1 件の転送に失敗", other: "# 件の転送に失敗" }),
    paused: (n: number) => plural(n, { one: "1 件の転送を一時停止中", other: "# 件の転送を一時停止中" }),
    pauseAll: "すべて一時停止",
    resumeAll: "すべて再開",
    show: "転送を表示",
  },
  /** What the bars of the window are called. */
  bars: {
    server: "サーバーとサイドバー",
    place: "場所とツール",
    view: "フィルター、並べ替え、表示方法",
    actions: "選択項目の操作",
  },
  menuOf: (what: string) => `${what} の操作`,
  /** Searches that are kept. */
  searches: {
    title: "検索",
    keep: "この検索を保存",
    name: "名前",
    hint: "フィルターとともにサイドバーに表示されます。",
    taken: "同じ名前の検索は置き換えられます。",
    yes: "保存",
    forget: "検索から削除",
  },
  /** The sheet of shortcuts. */
  keys: {
    title: "キーボードショートカット",
    hint: "矢印キーで、リスト、フォルダー、ボタンのバーの中を移動します。最初の行で上矢印キーを押すと列見出しに移動します。文字を入力すると、その文字で始まる名前に移動します。",
    groups: { work: "アセットの操作", go: "移動", look: "選択と配置", window: "ウィンドウ" },
    names: {
      "quick-look": "クイックルック",
      "check-out": "チェックアウトまたはチェックイン",
      "copy-path": "パスをコピー",
      "copy-files": "ファイルをコピー",
      "paste-files": "ファイルを貼り付け",
      "copy-link": "リンクをコピー",
      back: "戻る",
      forward: "進む",
      up: "上のフォルダー",
      "go-to": "パスまたはアドレスへ移動",
      recent: "最近使った項目",
      favourite: "お気に入りに追加または削除",
      search: "検索",
      filter: "名前で絞り込む",
      refresh: "再読み込み",
      "select-all": "すべて選択",
      "list-view": "リスト",
      "thumbnail-view": "サムネール",
      density: "ゆったり / コンパクト",
      details: "詳細の表示と非表示",
      sidebar: "サイドバーの表示と非表示",
      "next-region": "ウィンドウの次の部分",
      "region-before": "ウィンドウの前の部分",
      "full-screen": "フルスクリーン",
      preferences: "環境設定",
      "close-window": "ウィンドウを閉じる",
      help: "キーボードショートカット",
    },
  },
};
