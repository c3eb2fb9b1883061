//! What can happen around the one call of a charge, on both databases: the customer cancels meanwhile, or the process
//! dies before or after the provider acts.

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

/// A store with a customer and a price, and an order for it.
async fn shop(database: &testkit::TestDatabase, clock: &FakeClock) -> (Arc<SqlStore>, Order) {
    let db = database.connect(&[PLATFORM, MIGRATIONS]).await;
    let store = Arc::new(SqlStore::new(db, Arc::new(clock.clone())));
    let account = customer(&store, clock).await;
    let price = plan(&store, clock).await.state().prices[0].id;
    let id = SubscriptionId::generate(clock.now());
    let token = PaymentToken::parse("", "tok").unwrap();
    let method = Some(PaymentMethod { kind: MethodKind::CreditCard, token, brand: None, last4: None });
    (store, Order { id, account: Some(account), plan: None, price, method })
}

fn charges(store: &Arc<SqlStore>, provider: Arc<dyn PaymentGateway>, clock: &FakeClock) -> Charges {
    Charges::new(store.clone(), store.clone(), provider, Arc::new(clock.clone()))
}

fn subscribe(store: &Arc<SqlStore>, charges: Charges, clock: &FakeClock) -> Subscribe {
    Subscribe::new(store.clone(), store.clone(), store.clone(), charges, Arc::new(clock.clone()))
}

#[tokio::test]
async fn a_subscription_cancelled_while_it_is_charged_is_not_entitled_and_the_money_goes_back() {
    for database in testkit::databases() {
        let clock = FakeClock::default();
        let (store, order) = shop(&database, &clock).await;
        let provider = SlowProvider { store: store.clone(), clock: clock.clone(), voided: AtomicUsize::new(0) };
        let provider = Arc::new(provider);
        let subscribe = subscribe(&store, charges(&store, provider.clone(), &clock), &clock);
        let bought: Result<_, SubscribeError> = subscribe.run(order, &cause(&clock)).await;
        let bought = bought.unwrap();
        assert_eq!((bought.state().phase.as_str(), bought.entitlement()), ("cancelled", None), "{database}");
        assert_eq!(provider.voided.load(Ordering::SeqCst), 1, "{database}");
        clock.advance(std::time::Duration::from_hours(1));
        let open = SagaStore::take_up(store.as_ref(), clock.now()).await.unwrap();
        assert_eq!(open, None, "{database}: the saga is at its end");
    }
}

/// Never answers the first request; charges before, if told to. Charges once under a key.
#[derive(Default)]
struct DyingProvider {
    acts_first: bool,
    asked: AtomicUsize,
    charged: std::sync::Mutex<std::collections::BTreeSet<String>>,
    hung: tokio::sync::Notify,
}

#[async_trait]
impl PaymentGateway for DyingProvider {
    async fn charge(&self, charge: &Charge) -> Result<ChargeOutcome, OutcomeUnknown> {
        let is_first = self.asked.fetch_add(1, Ordering::SeqCst) == 0;
        if !is_first || self.acts_first {
            self.charged.lock().unwrap().insert(charge.key.as_str().to_owned());
        }
        if is_first {
            self.hung.notify_one();
            return std::future::pending().await;
        }
        Ok(ChargeOutcome::Paid { transaction_id: charge.key.as_str().to_owned() })
    }

    async fn void(&self, _: &ChargeKey) -> Result<(), OutcomeUnknown> {
        panic!("nothing is to be given back");
    }
}

#[tokio::test]
async fn a_process_that_dies_before_or_after_the_provider_acts_is_charged_once_and_entitles_in_the_end() {
    let databases = testkit::databases().into_iter().chain(testkit::databases());
    for (database, acts_first) in databases.zip([true, true, false, false]) {
        let clock = FakeClock::default();
        let (store, order) = shop(&database, &clock).await;
        let id = order.id;
        let provider = Arc::new(DyingProvider { acts_first, ..DyingProvider::default() });
        let charges = charges(&store, provider.clone(), &clock);
        let subscribe = subscribe(&store, charges.clone(), &clock);
        let cause = cause(&clock);
        tokio::select! {
            _ = subscribe.run(order, &cause) => panic!("the provider never answers"),
            () = provider.hung.notified() => {}
        }
        let early = SagaStore::take_up(store.as_ref(), clock.now()).await.unwrap();
        assert_eq!(early, None, "{database}: whoever began it may still be at it");
        clock.advance(std::time::Duration::from_mins(1));
        let saga = SagaStore::take_up(store.as_ref(), clock.now()).await.unwrap().unwrap();
        charges.run(saga, &cause).await.unwrap();
        let bought = SubscriptionStore::find(store.as_ref(), id).await.unwrap().unwrap();
        assert_eq!(bought.state().phase.as_str(), "active", "{database}, acted first: {acts_first}");
        assert_eq!(provider.charged.lock().unwrap().len(), 1, "{database}, acted first: {acts_first}");
    }
}
