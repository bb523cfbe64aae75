"""An embedded Shopify store on the true Admin schema, with faults to order."""
