## Headings

heading-name = 名前
heading-path = パス
heading-status = ステータス
heading-checked-out-by = チェックアウト
heading-size = サイズ
heading-modified = 更新
heading-by = ユーザー
heading-type = 種類
heading-pixels = ピクセル
heading-notes = 備考
heading-known-since = 確認時期
heading-address = アドレス
heading-person = ユーザー
heading-state = 状態
heading-cache-folder = キャッシュフォルダー
heading-id = 番号
heading-action = 操作
heading-queued = 待機開始
heading-transfer = 転送
heading-done = 進捗
heading-why = 理由
heading-kept = 保管日時
heading-was = 元の場所
heading-changed = 変更日時
heading-where = 場所
heading-setting = 設定
heading-value = 値
heading-usual = 既定値
heading-unit = 単位
heading-takes = 指定できる値
heading-set = 設定範囲
heading-result = 結果
heading-step = 項目
heading-details = 詳細
heading-file = ファイル
heading-becomes = アップロード先
heading-version = バージョン
heading-when = 日時
heading-comment = コメント

## Rows

row-checked-out-by-you = 自分がチェックアウト中
row-checked-out-by = { $who } がチェックアウト中
row-deleted-on-server = { $status }（サーバーで削除済み）
row-you = 自分
row-transfer = { $direction }：{ $state }
row-read-only = 読み取り専用
row-pinned = ピン留め
row-processing = 処理中
row-parts = { $first }、{ $rest }
ago-just-now = たった今
ago-minutes = { $count } 分前
ago-hours = { $count } 時間前
ago-days = { $count } 日前
