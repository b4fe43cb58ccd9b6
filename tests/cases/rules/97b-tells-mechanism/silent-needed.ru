#+ writes: <c/1> bkg:tellsMechanism true
INSERT DATA {
  <t/filtering> bkg:kindOf bkg:BiologicalProcess . <p/needs> bkg:link "needed" .
  <c/1> a bkg:Claim ; bkg:kind bkg:RequirementKind ; bkg:predicate <p/needs> ; bkg:object <t/filtering> .
}
