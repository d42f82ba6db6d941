"""An urgent case heard within two working days, by a call or in writing, with the same record as any other."""
