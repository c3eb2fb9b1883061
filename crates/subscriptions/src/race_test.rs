//! The customer cancels while the provider is charging: the money goes back, on both databases.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use async_trait::async_trait;
use kernel::{Cause, Clock};
use platform::db::PLATFORM;
use testkit::FakeClock;

use crate::{
    MIGRATIONS,
    application::{
        Charges, Order, Subscribe, SubscribeError,
        ports::{AccountStore, ChargeOutcome, OutcomeUnknown, PaymentGateway, PlanStore, SagaStore, SubscriptionStore},
    },
    domain::{
        Account, AccountId, Charge, ChargeKey, Currency, Email, Locale, MethodKind, Money, PaymentMethod, PaymentToken,
        PersonName, Plan, PlanDetails, PlanId, PlanInput, PriceInput, Saga, SagaWork, SubscriptionId, Term, UserId,
    },
    outbound::SqlStore,
};

/// Takes the money, and meanwhile the customer cancels.
struct SlowProvider {
    store: Arc<SqlStore>,
    clock: FakeClock,
    voided: AtomicUsize,
}

#[async_trait]
impl PaymentGateway for SlowProvider {
    async fn charge(&self, charge: &Charge) -> Result<ChargeOutcome, OutcomeUnknown> {
        let store: &dyn SubscriptionStore = self.store.as_ref();
        let mut it = store.find(charge.subscription).await.unwrap().unwrap();
        assert!(it.cancel(self.clock.now()));
        store.save(&mut it, None, &cause(&self.clock)).await.unwrap();
        Ok(ChargeOutcome::Paid { transaction_id: "t".to_owned() })
    }

    async fn void(&self, _: &ChargeKey) -> Result<(), OutcomeUnknown> {
        self.voided.fetch_add(1, Ordering::SeqCst);
        Ok(())
    }
}

fn cause(clock: &FakeClock) -> Cause {
    Cause::worker(kernel::id::v7(clock.now()))
}

async fn customer(store: &SqlStore, clock: &FakeClock) -> AccountId {
    let now = clock.now();
    let id = AccountId::generate(now);
    let email = Email::parse("", "ana@example.org").unwrap();
    let name = PersonName::parse("", "Ana").unwrap();
    let mut account = Account::register(id, email.clone(), name, Locale::parse("", "en").unwrap(), now);
    let mut saga = Saga::begin(SagaWork::SignUp { account: id, email }, now);
    let accounts: &dyn AccountStore = store;
    accounts.save(&mut account, Some(&mut saga), &cause(clock)).await.unwrap();
    assert!(account.activate(UserId::generate(now), now));
    saga.finish();
    accounts.save(&mut account, Some(&mut saga), &cause(clock)).await.unwrap();
    id
}

async fn plan(store: &SqlStore, clock: &FakeClock) -> Plan {
    let amount = Money::parse("", 999, Currency::parse("", "EUR").unwrap()).unwrap();
    let input = PlanInput {
        name: Some("Basic".to_owned()),
        prices: Some(vec![PriceInput { term: Term::Month, amount }]),
        max_streams: 1,
        max_height: 720,
        max_profiles: 1,
        is_active: true,
        ..PlanInput::default()
    };
    let details = PlanDetails::parse(input, &mut kernel::Violations::new()).unwrap();
    let mut plan = Plan::create(PlanId::generate(clock.now()), details, clock.now());
    PlanStore::save(store, &mut plan, &cause(clock)).await.unwrap();
    plan
}

#[tokio::test]
async fn a_subscription_cancelled_while_it_is_charged_is_not_entitled_and_the_money_goes_back() {
    for database in testkit::databases() {
        let clock = FakeClock::default();
        let shared: Arc<dyn Clock> = Arc::new(clock.clone());
        let db = database.connect(&[PLATFORM, MIGRATIONS]).await;
        let store = Arc::new(SqlStore::new(db, Arc::clone(&shared)));
        let account = customer(&store, &clock).await;
        let price = plan(&store, &clock).await.state().prices[0].id;
        let provider = SlowProvider { store: store.clone(), clock: clock.clone(), voided: AtomicUsize::new(0) };
        let provider = Arc::new(provider);
        let charges = Charges::new(store.clone(), store.clone(), provider.clone(), Arc::clone(&shared));
        let subscribe = Subscribe::new(store.clone(), store.clone(), store.clone(), charges, shared);
        let id = SubscriptionId::generate(clock.now());
        let token = PaymentToken::parse("", "tok").unwrap();
        let method = Some(PaymentMethod { kind: MethodKind::CreditCard, token, brand: None, last4: None });
        let order = Order { id, account: Some(account), plan: None, price, method };
        let bought: Result<_, SubscribeError> = subscribe.run(order, &cause(&clock)).await;
        let bought = bought.unwrap();
        assert_eq!((bought.state().phase.as_str(), bought.entitlement()), ("cancelled", None), "{database}");
        assert_eq!(provider.voided.load(Ordering::SeqCst), 1, "{database}");
        clock.advance(std::time::Duration::from_hours(1));
        let open = SagaStore::take_up(store.as_ref(), clock.now()).await.unwrap();
        assert_eq!(open, None, "{database}: the saga is at its end");
    }
}
