#+ writes: <t/water> bkg:takesInPartly <t/melon>
INSERT DATA {
  <t/water> bkg:kindOf <t/water> .
  <t/spring-water> bkg:kindOf <t/spring-water> .
  <t/melon> bkg:kindOf <t/melon> .
  <t/spring-water> bkg:productFormOf <t/water> .
  <t/melon> bkg:richIn <t/spring-water> .
}
