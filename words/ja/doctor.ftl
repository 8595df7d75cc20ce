## Steps

step-address = アドレス
step-client-certificate = クライアント証明書
step-proxy = プロキシ
step-dns = サーバー名
step-tcp = 接続
step-tls = 証明書
step-http = 応答
step-clock = 時計
step-product = 製品
step-keychain = キーチェーン
step-login = ログイン
step-read = 読み取り権限
step-write = 書き込み権限
step-capability = サーバーの機能
step-cache-folder = キャッシュフォルダー
step-free-space = 空き容量

## How a step went

health-ok = OK
    .terminal = OK
health-warn = 警告
    .terminal = 警告
health-fail = 失敗
    .terminal = 失敗
health-skipped = スキップ
    .terminal = スキップ

## What a step found

finding-no-proxy = なし
finding-no-proxy-by-settings = なし（環境設定による）
finding-no-proxy-for-host = { $host } にはなし
finding-no-proxy-by-environment = なし（NO_PROXY に { $host } が含まれています）
finding-proxy = { $address }（{ $variable }）
    .as = { $address }、ユーザー { $user }（{ $variable }）
    .unreadable = 読み取れないアドレス
    .settings = 環境設定
finding-by-script = { $address }（スクリプト { $script } による）
    .none = なし（スクリプト { $script } による）
finding-no-certificate = なし（http は暗号化されません）
finding-trusted = 信頼済み
finding-certificate =
    { $trusted ->
        [yes] 信頼済み：対象 { $host }
       *[no] 対象 { $host }
    }{ $more ->
        [0] { "" }
        [one] { " " }他 1 件
       *[other] { " " }他 { $more } 件
    }、発行者 { $issuer }、有効期限 { $until }
    .itself = 自己署名
finding-client-certificate = { $whose }、発行者 { $issuer }、有効期限 { $until }
finding-not-said = サーバーからの情報なし
finding-product-elsewhere = { $product }（{ $at }）
finding-webdav-with-locks = WebDAV（サーバーの申告ではロック対応）
finding-perhaps-webdav = WebDAV の可能性あり（ログイン後に判明）
finding-top-folder = 最上位フォルダー：{ $entries } 項目
    .more = 最上位フォルダー：{ $entries } 項目以上
finding-read-write = 読み取りと書き込み
finding-read-only = 読み取りのみ
finding-keychain-answers = 利用可能
finding-no-keychain = なし（次回は再度ログインが必要）
finding-locks-as-said = チェックアウトとチェックイン（サーバーの申告による。Damson が毎回確認します）
finding-no-locks = チェックアウトとチェックインは利用不可：{ $why }
finding-compares-writes =
    { $compares ->
        [yes] 他のユーザーがその間に書き込んだ内容の置き換えをサーバーが拒否
        [no] サーバーは書き込み時に比較しません。Damson が直前に確認し、チェックアウトで保護されます
       *[unknown] 上書き防止：まだ不明（既存ファイルへの最初のアップロードで判明）
    }

## What a server can do

capability-locks = チェックアウトとチェックイン
capability-locks-expire = ロックは自動的に期限切れになる
capability-forced-release = 管理者がロックを解除できる
capability-locks-enforced = 他のユーザーがチェックアウトしたものへの変更をサーバーが拒否
capability-ranges = 中断したダウンロードの再開
capability-resumable-upload = 中断したアップロードの再開
capability-versions = バージョン履歴
capability-version-comments = バージョンのコメント
capability-search = 検索
capability-thumbnails = サムネール
capability-renditions = アセットのレンディション
capability-copy = サーバー上での複製
capability-metadata = メタデータの読み取りと編集
capability-tags = タグの候補
capability-collections = コレクションの閲覧と変更
capability-change-feed = 変更の通知
capability-feed-sees-deletions = 削除の通知
capability-empty-files = 空のファイル
no-capability = { $capability }：なし
