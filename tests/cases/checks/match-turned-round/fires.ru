#+ focus: bkg:developsInto
INSERT DATA { bkg:developsInto skos:exactMatch RO:0002202 }
