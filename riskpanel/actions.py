"""Everything anybody can do, once: the same word is the permission, the workflow step and the trail's tag."""

from enum import StrEnum


class Action(StrEnum):
    """An action is `noun:verb`. Its second value is how it reads on screen and in the trail."""

    said: str

    def __new__(cls, value: str, said: str) -> "Action":
        member = str.__new__(cls, value)
        member._value_ = value
        member.said = said
        return member

    @property
    def noun(self) -> str:
        return self.value.partition(":")[0]

    OPEN_DOOR = "public:visit", "Visit a public page"
    SEE_OWN_WORK = "work:see", "See my work"
    READ_GUIDANCE = "guidance:read", "Read guidance"
    SIGN_IN = "session:start", "Sign in"
    SIGN_OUT = "session:end", "Sign out"
    FAIL_SIGN_IN = "session:fail", "Fail to sign in"
    REFUSE = "request:refuse", "Be refused"
    KEEP_DRAFT = "draft:keep", "Keep a draft"

    MANAGE_USERS = "user:manage", "Manage user accounts"
    ADD_USER = "user:add", "Add a user account"
    CHANGE_USER = "user:change", "Change a user account"

    SEE_OUTBOX = "outbox:see", "See the outbox"
    SEND_AGAIN = "message:again", "Send a message again"

    FIND_PEOPLE = "person:find", "Find people"
    ADD_PERSON = "person:add", "Add a person"
    SEE_PERSON = "person:see", "See a person's record"
    CHANGE_PERSON = "person:change", "Change a person's record"
    ADD_CONNECTION = "connection:add", "Add someone around the person"
    CHANGE_CONNECTION = "connection:change", "Change someone around the person"
    ADD_AUTHORITY = "authority:add", "Record an attorney, deputy or advance decision"
    CHANGE_AUTHORITY = "authority:change", "Change an attorney, deputy or advance decision"
    CHECK_AUTHORITY = "authority:check", "Note what a document, an act or the public register shows"
    ASK_ADVOCATE = "advocate:ask", "Ask for an advocate"
    INSTRUCT_ADVOCATE = "advocate:instruct", "Say that an advocate is in place"
    DECLINE_ADVOCATE = "advocate:decline", "Say that an advocate was declined"
    RECEIVE_REPORT = "advocate:report", "Record an advocate's report"
    ANSWER_REPORT = "advocate:answer", "Say how an advocate's report was taken into account"
    END_ADVOCATE = "advocate:end", "Say that an advocate's part has ended"
    INVOLVE = "person:involve", "Involve a colleague or team with the person"

    START_DECISION = "decision:start", "Start a decision in question"
    SEE_DECISION = "decision:see", "See a decision in question"
    CHANGE_DECISION = "decision:change", "Change a decision in question"
    RECORD_VIEW = "view:record", "Record a view"
    RECORD_AGREEMENT = "decision:agree", "Record whether there is agreement"
    DECIDE = "decision:decide", "Record the decision made"
    SKIP_STEP = "step:skip", "Mark a step as not applicable"

    START_ASSESSMENT = "assessment:start", "Start a record"
    SEE_ASSESSMENT = "assessment:see", "See a record"
    ANSWER = "assessment:answer", "Answer a question"
    OVERRIDE = "assessment:override", "Go past a stop because it is urgent"
    CONCLUDE = "assessment:conclude", "Conclude a record"

    ADD_RESTRICTION = "restriction:add", "Put a restriction in the register"
    SEE_RESTRICTION = "restriction:see", "See the register of restrictions"
    CHANGE_RESTRICTION = "restriction:change", "Change what the register says of a restriction"
    REVIEW_RESTRICTION = "restriction:review", "Look at a restriction again"
    REMOVE_RESTRICTION = "restriction:remove", "Remove a restriction"

    START_CHALLENGE = "challenge:start", "Start a challenge"
    SEE_CHALLENGE = "challenge:see", "See a challenge"
    CHANGE_CHALLENGE = "challenge:change", "Change a challenge"
    SEND_CHALLENGE = "challenge:send", "Send a challenge"
    ATTACH = "evidence:attach", "Attach a file to evidence"
    OPEN_FILE = "attachment:open", "Open a file attached to evidence"
    COPY_LETTER = "letter:copy", "Take a copy of a letter of challenge"
    ANSWER_CHALLENGE = "challenge:answer", "Answer a challenge"
    RECORD_ANSWER = "challenge:record-answer", "Record an answer from outside"
    GIVE_MORE = "challenge:give-more", "Give the information a challenge's answer asked for"
    SHOW_EVIDENCE = "challenge:show-evidence", "Record evidence shown in answer to a challenge"
    ESCALATE_CHALLENGE = "challenge:escalate", "Take a challenge to the next stage"
    PAUSE_CLOCK = "challenge:pause", "Pause the clock of a challenge"
    RESUME_CLOCK = "challenge:resume", "Start the clock of a challenge again"
    REMIND = "challenge:remind", "Remind of a challenge's answer"
    SETTLE_CHALLENGE = "challenge:settle", "Settle a challenge"
    WITHDRAW_CHALLENGE = "challenge:withdraw", "Withdraw a challenge"
    DISCUSS_CHALLENGE = "challenge:discuss", "Add a talk or a note to a challenge"
    NAME_SUPPORT = "challenge:support", "Say who supports a challenge"
    REFLECT = "challenge:reflect", "Write a reflective note on a challenge"

    ASK_LEAD = "question:ask", "Ask the MCA lead a question"
    SEE_QUESTION = "question:see", "See a question to the MCA lead"
    ANSWER_QUESTION = "question:answer", "Answer a question as MCA lead"
    PUBLISH_ANSWER = "question:publish", "Publish an answer in guidance"
    TAKE_ANSWER_BACK = "question:take-back", "Take an answer out of guidance"

    MAKE_LINK = "link:make", "Make a link for an answer from outside"
    RENEW_LINK = "link:renew", "Give a link a new code, or make it anew"
    REVOKE_LINK = "link:revoke", "Withdraw a link"
    OPEN_LINK = "link:open", "Open a link from outside"
    PROVE_LINK = "link:prove", "Give the right code of a link"
    READ_BY_LINK = "link:read", "Read a letter by its link"
    ANSWER_BY_LINK = "link:answer", "Answer a challenge by its link"
    FAIL_LINK = "link:fail", "Fail to open a link"

    START_REFERRAL = "referral:start", "Start a referral to the panel"
    SEE_REFERRAL = "referral:see", "See a referral"
    CHANGE_REFERRAL = "referral:change", "Change a referral"
    SUBMIT_REFERRAL = "referral:submit", "Send a referral to the panel"
    SEE_QUEUE = "queue:see", "See the queue"
    ACCEPT_REFERRAL = "referral:accept", "Accept a referral into the queue"
    ASK_REFERRER = "referral:ask", "Ask the referrer for more"
    HOLD_REFERRAL = "referral:hold", "Hold a referral until a date"
    RESUME_REFERRAL = "referral:resume", "Return a held referral to the queue"
    REDIRECT_REFERRAL = "referral:redirect", "Redirect a referral elsewhere"
    WITHDRAW_REFERRAL = "referral:withdraw", "Withdraw a referral"
    KEEP_IN_TOUCH = "referral:keep-in-touch", "Keep the plan for now and the next contact up to date"
    LIST_REFERRAL = "referral:list", "Put a referral on an agenda"
    DEFER_ITEM = "referral:defer", "Defer a referral to another meeting"

    PLAN_MEETING = "meeting:plan", "Plan a meeting"
    SEE_MEETING = "meeting:see", "See a meeting"
    SEE_PACK = "item:see", "See a case's papers for the panel"
    COPY_PACK = "pack:copy", "Make numbered copies of a meeting's papers"
    OPEN_PACK = "pack:open", "Open a copy of a meeting's papers"
    RETURN_PACK = "pack:return", "Note what became of a copy of a meeting's papers"
    INVITE = "meeting:invite", "Invite someone to a meeting"
    DECLARE_INTEREST = "interest:declare", "Declare an interest or none"
    OPEN_MEETING = "meeting:open", "Open a meeting"
    REOPEN_MEETING = "meeting:reopen", "Open a closed meeting again"
    STAND_DOWN = "meeting:stand-down", "Take a member off a meeting under way"
    NAME_DEPUTY = "item:deputy", "Name who chairs one case"
    START_CASE = "item:start", "Begin hearing a case"
    HEAR_VOICE = "item:hear-voice", "Note that a voice has been heard"
    HEAR_ONLY = "item:hear-only", "Hear a case without advising on it"
    FILE_VIEW = "private-view:file", "File a private view of a case"
    OPEN_VIEWS = "private-view:open", "Open the private views of a case together"
    KEEP_LATE_ADVICE = "advice:keep-late", "Keep the words of advice that came second"
    RECORD_ATTENDANCE = "meeting:attend", "Record attendance"
    TAKE_MINUTES = "minutes:take", "Take minutes of an item"
    GIVE_ADVICE = "referral:advise", "Give the panel's advice"
    WRITE_READ_BACK = "advice:read-back", "Write the words read back to the person"
    DISSENT = "advice:dissent", "Record a dissent"
    CLOSE_MEETING = "meeting:close", "Close a meeting"
    SEE_ADVICE = "advice:see", "See the panel's advice"
    REPLY = "referral:reply", "Reply to the panel's advice"
    FINISH_ACTION = "action:finish", "Finish an agreed action"

    PLAN_REVIEW = "review:plan", "Set a review"
    SEE_REVIEW = "review:see", "See a review"
    SETTLE_FEARED = "review:settle", "Say what happened to a harm feared or a benefit hoped for"
    HOLD_REVIEW = "review:hold", "Complete a review"

    SEE_TRAIL = "trail:see", "See the trail"
    VERIFY_TRAIL = "trail:verify", "Check that the trail is whole"

    SEE_RULES = "rules:see", "See the rules and what they rest on"
    TRY_RULES = "rules:try", "Try a record on the rules"
    SEE_LAW_CHANGES = "law-change:see", "See which records a change of law touches"
    SETTLE_LAW_CHANGE = "law-change:settle", "Say what a change of law means for a record"
