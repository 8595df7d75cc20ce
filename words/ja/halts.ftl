## Why Damson stopped all changes; `.short` where no more is known than that it did

halt-emptied-root = キャッシュフォルダーが一度に空になりました（{ $before } 個のファイルがありました）。取り外されたディスクにあるか、移動された可能性があります。
    .short = キャッシュフォルダーが一度に空になりました。
halt-mass-change = { $of } 個のファイルのうち { $changed } 個が一度に変更されたか、なくなりました。
    .short = 多数のファイルが一度に変更されたか、なくなりました。
halt-vanished = フォルダー内のピン留めされた { $of } 個のファイルのうち { $gone } 個がサーバーから一度になくなりました。サーバーの共有が見つからないか、権限が失われた可能性があります。続行すると、コピーは「復元可能なファイル」に移動されます。
    .short = ピン留めされたフォルダーの大部分がサーバーから一度になくなりました。
halt-other-account = このキャッシュフォルダーは、別のユーザーまたは別のサーバーのものです。
    .short = { halt-other-account }
halt-clock-jump = このコンピューターの時計が { $seconds } 秒ずれました。
    .short = このコンピューターの時計が大きくずれました。

## What else a session reports

journal-rebuilt = コピーに関する Damson のデータが破損していたため、すべてのファイルをサーバーと照合し直しました。何も削除されていません。サーバーと異なるコピーは自分のものとみなされ、競合として表示されます。どちらを保持するか、比較してから決めてください。
unwatched-limit = このコンピューターではこれ以上フォルダーを監視できないため、{ $folders } 個のフォルダーの変更は最大 1 分遅れて表示されます。
    .todo = 管理者は上限を引き上げることができます（Linux の場合：fs.inotify.max_user_watches）。
    .todo-terminal = 上限を引き上げてください。Linux では fs.inotify.max_user_watches（または max_user_instances）です。例：`sudo sysctl fs.inotify.max_user_watches=1048576`。
unwatched-denied = キャッシュフォルダー内の { $folders } 個のフォルダーを読み取る権限が Damson にないため、そこでの変更は表示されません。
