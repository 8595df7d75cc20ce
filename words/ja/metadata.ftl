## What is known of an asset beside its bytes: `damson meta`

meta-none = { $path } に表示できるメタデータはありません。
meta-saved = { $done ->
    [0] 何も保存されませんでした。
   *[other] { $all }件中{ $done }件のメタデータを保存しました。
}
meta-no-tags = タイトルに「{ $text }」を含むタグはありません。
meta-nothing-to-set = 設定する内容が指定されていません。
    .todo = 例：`--set dc:title=Harvest`、`--add cq:tags=season:autumn`、`--clear dc:creator`
meta-twice = { $field } が設定と別の変更の両方に指定されています。
meta-no-number = { $field } は数値です。「{ $text }」は数値ではありません。
meta-no-flag = { $field } は true か false です。「{ $text }」は使えません。
meta-no-date = { $field } は 2027-01-31 のような日付です。「{ $text }」は日付ではありません。
meta-no-field = 「{ $text }」は項目名ではありません。
    .todo = 項目=値 の形で指定してください。例：`dc:title=Harvest`
meta-no-json = { $file } には項目のオブジェクトがありません。
restriction-expired = { $when } に期限切れになりました。
restriction-not-yet-on = { $when } より前には使用できません。
restriction-withdrawn = { $when } に取り下げられました。
restriction-rejected = 審査で却下されました。
restriction-licensed = 使用前にライセンスへの同意が必要です：{ $licence }
restricted-others = ほか { $count } 個。
