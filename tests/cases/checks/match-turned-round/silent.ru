INSERT DATA { bkg:developsInto skos:closeMatch RO:0002387 }
