-- Names are in the order that a person expects (`damson_core::name::in_order`).
DROP INDEX asset_children;
CREATE INDEX asset_children ON asset (parent, leaf, name_key COLLATE in_order, key);
