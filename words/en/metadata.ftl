## What is known of an asset beside its bytes: `damson meta`

meta-none = No metadata to show for { $path }.
meta-saved = { $all ->
    [one] { $done ->
        [0] Nothing was saved.
       *[other] Saved the metadata of 1 asset.
    }
   *[other] Saved the metadata of { $done } of { $all } assets.
}
meta-no-tags = No tag's title contains “{ $text }”.
meta-nothing-to-set = Nothing to set was given.
    .todo = For example: `--set dc:title=Harvest`, `--add cq:tags=season:autumn`, `--clear dc:creator`
meta-twice = { $field } is both set and changed otherwise.
meta-no-number = { $field } holds a number, and “{ $text }” is none.
meta-no-flag = { $field } holds true or false, not “{ $text }”.
meta-no-date = { $field } holds a date such as 2027-01-31, and “{ $text }” is none.
meta-no-field = “{ $text }” names no field.
    .todo = Give FIELD=VALUE, such as `dc:title=Harvest`.
meta-no-json = { $file } holds no object of fields.
restriction-expired = Expired since { $when }.
restriction-not-yet-on = Not to be used before { $when }.
restriction-withdrawn = Withdrawn since { $when }.
restriction-rejected = Rejected in review.
restriction-licensed = A licence has to be accepted before use: { $licence }
restricted-others =
    { $count ->
        [one] And 1 other.
       *[other] And { $count } others.
    }
