"""The requests that the stories of the write side make."""

ORDER_CREATE = """mutation($order: OrderCreateOrderInput!, $options: OrderCreateOptionsInput) {
  orderCreate(order: $order, options: $options) {
    order { id name displayFinancialStatus displayFulfillmentStatus sourceIdentifier presentmentCurrencyCode
      email tags customAttributes { key value } customer { id }
      totalOutstandingSet { shopMoney { amount } }
      currentTotalPriceSet { shopMoney { amount } presentmentMoney { amount } }
      totalDiscountsSet { shopMoney { amount } }
      transactions(first: 5) { id kind status gateway amountSet { shopMoney { amount } } }
      lineItems(first: 50) { nodes { id sku title quantity currentQuantity
        customAttributes { key value } variant { id } } }
      fulfillmentOrders(first: 5) { nodes { id status assignedLocation { location { id } }
        lineItems(first: 20) { nodes { id remainingQuantity totalQuantity lineItem { id } } } } } }
    userErrors { code field message } } }"""

REFUND_CREATE = """mutation($input: RefundInput!, $key: String!) {
  refundCreate(input: $input) @idempotent(key: $key) {
    refund { id totalRefundedSet { shopMoney { amount } presentmentMoney { amount } }
      refundLineItems(first: 10) { nodes { quantity restockType subtotalSet { shopMoney { amount } }
        lineItem { id currentQuantity refundableQuantity unfulfilledQuantity } } } }
    order { id displayFinancialStatus displayFulfillmentStatus updatedAt currentTotalPriceSet { shopMoney { amount } } }
    userErrors { field message } } }"""

ORDER_CANCEL = """mutation($id: ID!, $restock: Boolean!, $back: OrderCancelRefundMethodInput) {
  orderCancel(orderId: $id, reason: CUSTOMER, restock: $restock, refundMethod: $back) {
    job { id done } jobResult { id done status order { id cancelledAt } }
    orderCancelUserErrors { code field message } userErrors { field message } } }"""

ORDER = """query($id: ID!) { order(id: $id) { id name updatedAt cancelledAt cancelReason closedAt edited
  displayFinancialStatus displayFulfillmentStatus returnStatus tags note
  totalOutstandingSet { shopMoney { amount } } currentTotalPriceSet { shopMoney { amount } }
  totalRefundedSet { shopMoney { amount } }
  transactions(first: 20) { id kind status amountSet { shopMoney { amount } } }
  lineItems(first: 50) { nodes { id sku quantity currentQuantity refundableQuantity unfulfilledQuantity } }
  fulfillments(first: 10) { id name status displayStatus trackingInfo { company number url } }
  refunds(first: 10) { id totalRefundedSet { shopMoney { amount } } } } }"""

EDIT_BEGIN = """mutation($id: ID!) { orderEditBegin(id: $id) { orderEditSession { id }
  calculatedOrder { id totalPriceSet { shopMoney { amount } }
    lineItems(first: 50) { nodes { id quantity editableQuantity sku } } }
  userErrors { field message } } }"""

EDIT_SET = """mutation($id: ID!, $line: ID!, $quantity: Int!, $restock: Boolean) {
  orderEditSetQuantity(id: $id, lineItemId: $line, quantity: $quantity, restock: $restock) {
    calculatedLineItem { id quantity } calculatedOrder { id totalPriceSet { shopMoney { amount } } }
    userErrors { field message } } }"""

EDIT_ADD = """mutation($id: ID!, $variant: ID!, $quantity: Int!, $twice: Boolean) {
  orderEditAddVariant(id: $id, variantId: $variant, quantity: $quantity, allowDuplicates: $twice) {
    calculatedLineItem { id quantity } calculatedOrder { id addedLineItems(first: 5) { nodes { id sku } }
      totalOutstandingSet { shopMoney { amount } } } userErrors { field message } } }"""

EDIT_COMMIT = """mutation($id: ID!, $notify: Boolean) { orderEditCommit(id: $id, notifyCustomer: $notify) {
  order { id edited totalOutstandingSet { shopMoney { amount } } } successMessages userErrors { field message } } }"""

FULFILL = """mutation($f: FulfillmentInput!) { fulfillmentCreate(fulfillment: $f) {
  fulfillment { id name status displayStatus trackingInfo { company number url }
    fulfillmentLineItems(first: 10) { nodes { id quantity lineItem { id } } } } userErrors { field message } } }"""

FULFILLMENT_CANCEL = """mutation($id: ID!) { fulfillmentCancel(id: $id) {
  fulfillment { id status displayStatus } userErrors { field message } } }"""

ADJUST = """mutation($input: InventoryAdjustQuantitiesInput!, $key: String!) {
  inventoryAdjustQuantities(input: $input) @idempotent(key: $key) {
    inventoryAdjustmentGroup { id reason changes { name delta quantityAfterChange item { id } location { id } } }
    userErrors { code field message } } }"""

SET = """mutation($input: InventorySetQuantitiesInput!, $key: String!) {
  inventorySetQuantities(input: $input) @idempotent(key: $key) {
    inventoryAdjustmentGroup { id changes { name delta } } userErrors { code field message } } }"""

MOVE = """mutation($input: InventoryMoveQuantitiesInput!, $key: String!) {
  inventoryMoveQuantities(input: $input) @idempotent(key: $key) {
    inventoryAdjustmentGroup { id changes { name delta } } userErrors { code field message } } }"""

METAFIELDS_SET = """mutation($metafields: [MetafieldsSetInput!]!) { metafieldsSet(metafields: $metafields) {
  metafields { id namespace key type value compareDigest ownerType }
  userErrors { code elementIndex field message } } }"""

DRAFT_CREATE = """mutation($input: DraftOrderInput!) { draftOrderCreate(input: $input) {
  draftOrder { id name status totalPriceSet { shopMoney { amount } } reserveInventoryUntil
    lineItems(first: 5) { nodes { title quantity custom } } } userErrors { field message } } }"""

DRAFT_COMPLETE = """mutation($id: ID!, $pending: Boolean) { draftOrderComplete(id: $id, paymentPending: $pending) {
  draftOrder { id status order { id displayFinancialStatus } } userErrors { field message } } }"""

PRODUCT_SET = """mutation($identifier: ProductSetIdentifiers, $input: ProductSetInput!, $sync: Boolean! = true) {
  productSet(identifier: $identifier, input: $input, synchronous: $sync) {
    product { id title handle status publishedAt tags resourcePublicationsCount { count }
      variants(first: 20) { nodes { id sku title price inventoryQuantity inventoryItem { id tracked } } }
      metafields(first: 10) { nodes { namespace key value } } }
    productSetOperation { id status } userErrors { code field message } } }"""
