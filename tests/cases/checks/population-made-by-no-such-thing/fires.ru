#+ focus: bkg:PostmenopausalWomen
INSERT DATA { bkg:PostmenopausalWomen bkg:concerns bkg:RiskOfOsteoporosis }
