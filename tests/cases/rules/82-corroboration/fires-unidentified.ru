#+ writes: ?node bkg:ground <c/1> ; bkg:documentsCounted 2 ; bkg:speakersCounted 2
INSERT DATA {
  <s/1> bkg:identified false .
  <s/2> bkg:identified false .
  <s/3> bkg:identified false .
  <c/1> a bkg:Claim ; bkg:status bkg:Current ; bkg:polarity bkg:Affirmed ; bkg:certainty bkg:Asserted ;
    bkg:subject <t/reed> ; bkg:predicate bkg:increases ; bkg:object <t/pond> ; bkg:inDocument <d/1> ;
    bkg:speaker <s/1> ; bkg:citation <q/1> .
  <q/1> bkg:passage <p/1> .
  <c/2> a bkg:Claim ; bkg:status bkg:Current ; bkg:polarity bkg:Affirmed ; bkg:certainty bkg:Asserted ;
    bkg:subject <t/reed> ; bkg:predicate bkg:increases ; bkg:object <t/pond> ; bkg:inDocument <d/1> ;
    bkg:speaker <s/2> ; bkg:citation <q/2> .
  <q/2> bkg:passage <p/2> .
  <c/3> a bkg:Claim ; bkg:status bkg:Current ; bkg:polarity bkg:Affirmed ; bkg:certainty bkg:Asserted ;
    bkg:subject <t/reed> ; bkg:predicate bkg:increases ; bkg:object <t/pond> ; bkg:inDocument <d/2> ;
    bkg:speaker <s/3> ; bkg:citation <q/3> .
  <q/3> bkg:passage <p/3> .
}
